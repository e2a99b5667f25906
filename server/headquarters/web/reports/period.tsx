/** A period of days, the last 30 unless told. */
import { useState } from 'react';
import { dayIn } from '../../../../shared/timezone.ts';
import { mostDays, periodSchema, type Period } from '../../../../shared/wire/reports.ts';
import { now } from '../clock.ts';
import { DayField } from '../parts/dayfield.tsx';
import { useWords } from '../text/language.ts';

const dayMs = 86_400_000;

/** The zone by which a store's days are reckoned. */
export const zoneOf = ({ timeZone }: { readonly timeZone: string | null }): string =>
  timeZone ?? 'UTC';

export type Chosen = {
  readonly typed: Period;
  readonly setTyped: (period: Period) => void;
  /** What is asked for: what is typed, or the last that made sense. */
  readonly period: Period;
  readonly isFlawed: boolean;
};

export function usePeriod(): Chosen {
  const [typed, setTyped] = useState<Period>(() => {
    // Today is that of whoever looks.
    const to = dayIn(new Intl.DateTimeFormat().resolvedOptions().timeZone, now().toISOString());
    return { from: new Date(Date.parse(to) - 29 * dayMs).toISOString().slice(0, 10), to };
  });
  const [period, setPeriod] = useState(typed);
  return {
    typed,
    period,
    isFlawed: !periodSchema.safeParse(typed).success,
    setTyped: (changed) => {
      setTyped(changed);
      const read = periodSchema.safeParse(changed);
      if (read.success) setPeriod(read.data);
    },
  };
}

export function PeriodFields(props: { readonly of: Chosen }) {
  const { typed, setTyped, isFlawed } = props.of;
  const say = useWords();
  return (
    <div className="pair">
      <DayField
        label={say('reports:from')}
        value={typed.from}
        change={(from) => setTyped({ ...typed, from })}
        flaw={isFlawed ? say('reports:badPeriod', { most: mostDays }) : null}
      />
      <DayField
        label={say('reports:to')}
        value={typed.to}
        change={(to) => setTyped({ ...typed, to })}
      />
    </div>
  );
}
