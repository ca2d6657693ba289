import { QueryClientProvider } from '@tanstack/react-query';
import { App as Antd, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { useTranslation } from 'react-i18next';
import { RouterProvider } from 'react-router';
import { queries } from './app/queries';
import { router } from './app/routes';
import { themeIn } from './app/theme';
import { localeNow } from './texts';
import './app/desk.css';

function Desk() {
  useTranslation();
  return (
    <ConfigProvider locale={localeNow() === 'en' ? enUS : zhCN} theme={themeIn(localeNow())}>
      <Antd>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </Antd>
    </ConfigProvider>
  );
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Desk />
  </StrictMode>,
);
