import { lazy, Suspense, type ComponentType } from 'react';
import { createBrowserRouter } from 'react-router';
import { Waiting } from '../parts/States';
import { Home, Layout } from './Layout';
import { Lost, Stumbled } from './Lost';
import { SignedIn } from './session';

// A page is loaded when somebody goes there: the first load carries the frame alone.
const page = (load: () => Promise<{ default: ComponentType }>) => {
  const Page = lazy(load);
  return (
    <Suspense fallback={<Waiting />}>
      <Page />
    </Suspense>
  );
};

export const router = createBrowserRouter([
  {
    element: (
      <SignedIn>
        <Layout />
      </SignedIn>
    ),
    errorElement: <Stumbled />,
    children: [
      { index: true, element: <Home /> },
      { path: 'inbox', element: page(() => import('../inbox/Inbox')) },
      { path: 'tasks/:id', element: page(() => import('../task/TaskPage')) },
      { path: 'counter', element: page(() => import('../counter/Counter')) },
      { path: 'counter/:process', element: page(() => import('../counter/NewCase')) },
      { path: 'cases', element: page(() => import('../case/CaseList')) },
      { path: 'cases/:number', element: page(() => import('../case/CasePage')) },
      {
        path: 'supervision',
        element: page(() => import('../managers/Supervision')),
        children: [
          { index: true, element: page(() => import('../managers/Dashboard')) },
          { path: 'workload', element: page(() => import('../managers/Workload')) },
          { path: 'durations', element: page(() => import('../managers/Durations')) },
          { path: 'forecast', element: page(() => import('../managers/Forecast')) },
          { path: 'diagram', element: page(() => import('../managers/HeatMap')) },
          { path: 'counted', element: page(() => import('../managers/Counted')) },
          { path: 'waiting', element: page(() => import('../managers/WaitingCases')) },
          { path: 'limits', element: page(() => import('../managers/TimeLimits')) },
          { path: 'red-cards', element: page(() => import('../managers/RedCards')) },
          { path: 'red-cards/:id', element: page(() => import('../managers/RedCardPage')) },
          { path: 'orders', element: page(() => import('../managers/Orders')) },
          { path: 'approvals', element: page(() => import('../managers/Approvals')) },
          { path: 'digest', element: page(() => import('../managers/Digest')) },
        ],
      },
      {
        path: 'administration',
        element: page(() => import('../admin/Administration')),
        children: [
          { index: true, element: page(() => import('../admin/Health')) },
          { path: 'incidents', element: page(() => import('../admin/Incidents')) },
          { path: 'jobs', element: page(() => import('../admin/Jobs')) },
          { path: 'messages', element: page(() => import('../admin/Messages')) },
          { path: 'people', element: page(() => import('../admin/People')) },
          { path: 'offices', element: page(() => import('../admin/Offices')) },
          { path: 'substitutions', element: page(() => import('../admin/SubstitutionsPage')) },
        ],
      },
      { path: 'absences', element: page(() => import('../admin/SubstitutionsPage')) },
      { path: 'operations', element: page(() => import('../inbox/Operations')) },
      { path: 'calendar', element: page(() => import('../calendar/CalendarPage')) },
      { path: '*', element: <Lost /> },
    ],
  },
]);
