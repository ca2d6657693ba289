import { Menu } from 'antd';
import { Link, Outlet, useLocation } from 'react-router';

/** The pages of a room, one beside the other. */
export function Subpages({ room, label, pages }: { room: string; label: string; pages: { path: string; title: string }[] }) {
  const here = useLocation().pathname.split('/')[2] ?? '';
  return (
    <>
      <nav aria-label={label} className="subpages">
        <Menu
          mode="horizontal"
          disabledOverflow
          selectedKeys={[here]}
          items={pages.map(({ path, title }) => ({ key: path, label: <Link to={`/${room}${path && `/${path}`}`}>{title}</Link> }))}
        />
      </nav>
      <Outlet />
    </>
  );
}
