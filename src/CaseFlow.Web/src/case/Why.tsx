import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { useSources, useValue, useWordOf } from '../parts/words';
import { inLocale } from '../texts';

type Why = Schemas['Why'];

/** Why a decision answered what it did: what it answered, which rows of its tables counted, what they saw, and which rule or law they follow. */
export function WhyIt({ why }: { why: Why }) {
  const { t } = useTranslation();
  const say = useSaid();
  const cited = useSources();
  const asked = (why.asked ?? []).filter((one) => !(why.rules ?? []).some((rule) => rule.table === one.decision));
  return (
    <div className="why">
      {why.answer !== undefined && why.answer !== null && (
        <p>
          <strong>{t('why.answer')}</strong>
          {say.value(why.answer)}
        </p>
      )}
      {(why.rules ?? []).length > 0 && (
        <ol>
          {why.rules!.map((rule) => (
            <li key={`${rule.table}/${rule.rule}`}>
              {t('why.rule', { table: say.name(rule.table), row: rule.rule })}
              {rule.gave !== undefined && rule.gave !== null && <strong>{say.value(rule.gave)}</strong>}
              {(rule.saw ?? []).length > 0 && (
                <>
                  {t('why.because')}
                  {rule.saw!.map((input) => say.input(input.input, input.value)).join(t('why.and'))}
                </>
              )}{' '}
              {rule.source?.map((source) => (
                <Tag key={source} className="source">
                  {cited(source)}
                </Tag>
              ))}
            </li>
          ))}
        </ol>
      )}
      {asked.length > 0 && (
        <p className="when">
          {t('why.asked')}
          {asked.map((one) => `${say.name(one.decision)}${t('why.is')}${say.value(one.value)}`).join(t('why.and'))}
        </p>
      )}
      {why.nulls?.map((cause) => <p key={cause.code}>{inLocale({ 'zh-CN': cause.zh, en: cause.en })}</p>)}
      {why.shortened && <p className="when">{t('why.shortened')}</p>}
    </div>
  );
}

/** Names and values of decisions, in the words of the process. */
function useSaid() {
  const { t } = useTranslation();
  const valueOf = useValue();
  const name = useWordOf('fact', 'step', 'rule');
  const value = (given: unknown): string => {
    if (given === null || given === undefined) return t('why.nothing');
    if (Array.isArray(given)) return given.length === 0 ? t('why.none') : given.map(value).join(t('app.comma'));
    if (typeof given === 'object' && 'zh-CN' in given) return inLocale(given as Record<string, string>);
    if (typeof given === 'object')
      return Object.entries(given)
        .filter(([, inner]) => inner !== null)
        .map(([code, inner]) => `${name(code)}${t('why.is')}${value(inner)}`)
        .join(t('why.and'));
    return valueOf(String(given));
  };
  // A column that asks «x = true» saw whether that is so; people want to know what x is.
  const input = (asked: string, seen: unknown) => {
    const [, code, literal] = /^(\w+) = (true|false)$/.exec(asked) ?? [];
    return code ? `${name(code)}${t('why.is')}${value((literal === 'true') === seen)}` : `${name(asked)}${t('why.is')}${value(seen)}`;
  };
  return { name, value, input };
}
