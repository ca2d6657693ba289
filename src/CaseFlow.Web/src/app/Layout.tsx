import {
  AppstoreOutlined,
  CalendarOutlined,
  DashboardOutlined,
  FolderOpenOutlined,
  InboxOutlined,
  QuestionCircleOutlined,
  SettingOutlined,
  UserOutlined,
} from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Layout as Frame, Button, Dropdown, Menu } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, Outlet, useLocation, useNavigate } from 'react-router';
import { api, done } from '../api/client';
import { Calls } from './Calls';
import { LocaleSwitch } from './LocaleSwitch';
import { useNews } from './news';
import { Offline } from './Offline';
import { SearchBox } from './SearchBox';
import { useMe } from './session';
import { Shortcuts, useShortcut } from './shortcuts';
import { Verbatim } from '../parts/Verbatim';

interface Room {
  path: string;
  icon: ReactNode;
  roles: string[];
  key?: string;
}

/** The rooms of the desk; who does not hold one of the roles does not see the door, and the server denies what lies behind it. */
export const rooms: Room[] = [
  { path: 'inbox', icon: <InboxOutlined />, roles: ['clerk', 'manager', 'reviewer'], key: 'g i' },
  { path: 'counter', icon: <AppstoreOutlined />, roles: ['clerk', 'manager'], key: 'g n' },
  { path: 'cases', icon: <FolderOpenOutlined />, roles: ['clerk', 'manager', 'administrator'], key: 'g c' },
  { path: 'supervision', icon: <DashboardOutlined />, roles: ['manager', 'clerk'], key: 'g s' },
  { path: 'calendar', icon: <CalendarOutlined />, roles: ['designer', 'manager', 'administrator'], key: 'g k' },
  { path: 'administration', icon: <SettingOutlined />, roles: ['administrator', 'manager'], key: 'g a' },
];

/** Where somebody begins: the first room whose door is theirs. */
export function Home() {
  const me = useMe();
  return <Navigate to={`/${rooms.find((room) => room.roles.some((role) => me.roles.includes(role)))?.path ?? 'inbox'}`} replace />;
}

/** The frame around every page. */
export function Layout() {
  const { t } = useTranslation();
  const me = useMe();
  const here = useLocation().pathname.split('/')[1] ?? '';
  const go = useNavigate();
  const queries = useQueryClient();
  const [help, showHelp] = useState(false);
  useNews();
  const open = rooms.filter((room) => room.roles.some((role) => me.roles.includes(role)));
  useShortcut('?', t('shortcuts.help'), () => showHelp(true));
  const signOut = async () => {
    await done(api.POST('/api/v1/sign-out'));
    queries.clear();
    // What was typed at the counter belongs to who typed it.
    sessionStorage.clear();
    void go('/');
    window.location.reload();
  };
  return (
    <Frame className="desk">
      <a className="skip" href="#content">
        {t('app.skip')}
      </a>
      <Frame.Header className="desk-header">
        <Link to="/" className="brand-link">
          CaseFlow
        </Link>
        <SearchBox />
        <span className="grow" />
        <LocaleSwitch />
        <Button type="text" icon={<QuestionCircleOutlined />} aria-label={t('shortcuts.help')} onClick={() => showHelp(true)} />
        {me.roles.some((role) => ['clerk', 'manager', 'reviewer'].includes(role)) && <Calls />}
        <Dropdown
          menu={{
            items: [
              ...(me.roles.some((role) => role !== 'designer') ? ['absences', 'operations'].map((path) => ({ key: path, label: <Link to={`/${path}`}>{t(`own.${path}`)}</Link> })) : []),
              { key: 'out', label: t('app.signOut'), onClick: () => void signOut() },
            ],
          }}
          trigger={['click']}
        >
          <Button type="text" icon={<UserOutlined />}>
            <Verbatim>{me.name}</Verbatim>
          </Button>
        </Dropdown>
      </Frame.Header>
      <Offline />
      <Frame>
        <Frame.Sider width={184} breakpoint="lg" collapsedWidth={56} theme="light" className="desk-sider">
          <nav aria-label={t('app.rooms')}>
            <Menu
              mode="inline"
              selectedKeys={[here === 'tasks' ? 'inbox' : here]}
              items={open.map((room) => ({ key: room.path, icon: room.icon, label: <Link to={`/${room.path}`}>{t(`room.${room.path}`)}</Link> }))}
            />
          </nav>
        </Frame.Sider>
        <Frame.Content className="desk-content">
          <main id="content" tabIndex={-1}>
            <Outlet />
          </main>
        </Frame.Content>
      </Frame>
      <Shortcuts open={help} close={() => showHelp(false)} rooms={open.flatMap((room) => (room.key ? [{ keys: room.key, path: room.path }] : []))} />
    </Frame>
  );
}
