import { useQuery } from '@tanstack/react-query';
import { Button, Flex, Select, Tag } from 'antd';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, done, type Schemas } from '../api/client';
import type { Mark } from '../parts/Diagram';
import { placeOf, read, type Definition } from '../parts/diagram';
import { Waiting, Wrong } from '../parts/States';
import { useActivities, useWords } from '../parts/words';
import { dateTime } from '../texts/time';

const Diagram = lazy(() => import('../parts/Diagram'));

type CaseCourse = Schemas['CaseCourse'];
const idOf = (course: CaseCourse) => `${course.instance} ${course.within ?? ''}`;
const waits = (course: CaseCourse) => course.here.some((place) => place.waits);

/** Where a case stands, drawn on the diagrams of its workflows with the way it came; the list below says the same. */
export function Course({ number }: { number: string }) {
  const { t } = useTranslation();
  const words = useWords();
  const named = useActivities();
  const [picked, setPicked] = useState<string>();
  const [at, lookAt] = useState<string>();
  const courses = useQuery({ queryKey: ['case', number, 'course'], queryFn: () => done(api.GET('/api/v1/cases/{number}/course', { params: { path: { number } } })) });
  // What a case started goes on after it, such as asking for a rating: the case's own workflow comes first.
  const own = courses.data?.[0];
  const course = courses.data?.find((one) => idOf(one) === picked) ?? courses.data?.find((one) => one.instance === own?.instance && waits(one)) ?? own;
  const file = useQuery({
    queryKey: ['definitions', course?.definition, course?.version],
    queryFn: () => done(api.GET('/api/v1/definitions/{id}/{version}', { params: { path: { id: course!.definition, version: course!.version } } })),
    enabled: course !== undefined,
    staleTime: Infinity,
  });
  const definition = file.data?.definition as unknown as Definition | undefined;
  const drawn = useMemo(() => definition && read(definition), [definition]);
  const { here, marks, went } = useMemo(() => {
    const places: { place: string; name: string; text: string; due?: string | null }[] = [];
    const found: Record<string, Mark> = {};
    const left: Record<string, string[]> = {};
    if (drawn && course) {
      for (const one of course.passed) {
        const place = placeOf(drawn, one.activity) ?? one.activity;
        found[place] = { text: t('course.passed'), tone: 'passed' };
        left[place] = one.outcomes;
      }
      for (const one of course.here) {
        const place = placeOf(drawn, one.activity) ?? one.activity;
        const text = one.waits ? t(`course.waits.${one.waits}`) : t('course.inside');
        found[place] = { text, tone: 'here' };
        places.push({ place, text, due: one.due, name: drawn.activities.find((activity) => activity.nodeId === place)?.name ?? one.activity });
      }
    }
    return { here: places, marks: found, went: left };
  }, [drawn, course, t]);
  if (courses.error && !courses.data) return <Wrong problem={courses.error} retry={() => void courses.refetch()} />;
  if (file.error && !file.data) return <Wrong problem={file.error} retry={() => void file.refetch()} />;
  if (!course || !definition || !courses.data) return <Waiting />;
  const last = course.passed.at(-1)?.activity;
  return (
    <Flex vertical gap={12}>
      <Flex gap={8} wrap align="center">
        {courses.data.length > 1 && (
          <Select
            aria-label={t('course.which')}
            style={{ minWidth: 260 }}
            value={idOf(course)}
            onChange={(value) => (setPicked(value), lookAt(undefined))}
            options={courses.data.map((one) => ({ value: idOf(one), label: `${words('process', one.definition)} · v${one.version}${waits(one) ? ` · ${t('course.waitsHere')}` : ''}` }))}
          />
        )}
        <Tag className="legend" data-tone="here">{t('course.here')}</Tag>
        <Tag className="legend" data-tone="passed">{t('course.passed')}</Tag>
      </Flex>
      <Suspense fallback={<Waiting />}>
        <Diagram key={idOf(course)} definition={definition} marks={marks} went={went} at={at ?? here.at(-1)?.place ?? last} />
      </Suspense>
      <ul className="plain">
        {here.map((row) => (
          <li key={`${row.place} ${row.text}`}>
            <Button type="link" size="small" onClick={() => lookAt(row.place)}>
              {named(row.name)}
            </Button>
            {row.text}
            {row.due && <span className="number"> {t('course.due', { at: dateTime(row.due) })}</span>}
          </li>
        ))}
        {here.length === 0 && <li>{t('course.nowhere')}</li>}
      </ul>
    </Flex>
  );
}
