/** One of a list, chosen by touch or with the arrow keys; the panel's forward key does something with it. */
import { useEffect, useId, useRef } from 'react';

export type Pick = {
  readonly id: string;
  readonly name: string;
  readonly about: string;
  readonly more?: string | undefined;
};

export function PickList(props: {
  readonly label: string;
  readonly picks: readonly Pick[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
  /** Takes the focus when it comes. */
  readonly focused?: boolean;
}) {
  const list = useRef<HTMLFieldSetElement>(null);
  const group = useId();
  const { chosen, focused } = props;
  useEffect(() => {
    if (focused !== true) return;
    const radio = list.current?.querySelector<HTMLInputElement>('input:checked, input');
    radio?.focus();
  }, [focused]);
  useEffect(() => {
    list.current?.querySelector('input:checked')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <fieldset ref={list} className="picklist" aria-label={props.label}>
      {props.picks.map((pick) => (
        <label key={pick.id} className={pick.id === chosen ? 'pick on' : 'pick'}>
          <input
            type="radio"
            className="unseen"
            name={group}
            checked={pick.id === chosen}
            onChange={() => props.onChoose(pick.id)}
          />
          <span className="name">{pick.name}</span>
          {pick.more === undefined || pick.more === '' ? null : (
            <small className="num">{pick.more}</small>
          )}
          <span className="about num">{pick.about}</span>
        </label>
      ))}
    </fieldset>
  );
}
