import type { EChartsCoreOption } from 'echarts/core';
import { useEffect, useRef } from 'react';

// The charts are loaded when one is looked at, and of the library only what is drawn here.
const load = async () => {
  const [core, charts, components, renderers] = await Promise.all([import('echarts/core'), import('echarts/charts'), import('echarts/components'), import('echarts/renderers')]);
  core.use([charts.LineChart, charts.BarChart, components.GridComponent, components.TooltipComponent, components.LegendComponent, components.AriaComponent, renderers.SVGRenderer]);
  return core;
};

/** A chart. It never stands alone: a table beside it says the same.
 * @param choose A point was chosen: the place of its series and of itself in it. */
export function Chart({ option, label, height = 280, choose }: { option: EChartsCoreOption; label: string; height?: number; choose?: (series: number, point: number) => void }) {
  const place = useRef<HTMLDivElement>(null);
  const chosen = useRef(choose);
  chosen.current = choose;
  useEffect(() => {
    let gone = false;
    let leave = () => {};
    void load().then((core) => {
      if (gone || !place.current) return;
      const chart = core.init(place.current, undefined, { renderer: 'svg' });
      chart.setOption({ aria: { enabled: true, decal: { show: true } }, animation: false, ...option });
      chart.on('click', ({ seriesIndex, dataIndex }) => seriesIndex !== undefined && chosen.current?.(seriesIndex, dataIndex));
      const follow = new ResizeObserver(() => chart.resize());
      follow.observe(place.current);
      leave = () => {
        follow.disconnect();
        chart.dispose();
      };
    });
    return () => {
      gone = true;
      leave();
    };
  }, [option]);
  return <div ref={place} role="img" aria-label={label} style={{ height, width: '100%' }} />;
}
