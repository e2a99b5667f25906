/** What narrows a list down: a search, a choice with counts, a selection. They stand in one row, `.filters`. */
import { useEffect, useRef, useState } from 'react';
import { Input, SearchField, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { Icon } from '../icons.tsx';

/** Milliseconds that somebody types on before the list is asked for anew. */
const rest = 250;

/** Searches when somebody stops typing, and at once by Enter. */
export function SearchFilter(props: {
  readonly label: string;
  readonly value: string;
  readonly change: (text: string) => void;
}) {
  const { label, value, change } = props;
  const [typed, setTyped] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = (text: string): void => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => change(text.trim()), rest);
  };
  const now = (text: string): void => {
    clearTimeout(timer.current);
    change(text.trim());
  };
  return (
    <SearchField
      className="search"
      aria-label={label}
      value={typed}
      onChange={type}
      onSubmit={now}
      onClear={() => now('')}
    >
      <Icon of="search" size={18} />
      <Input className="input" placeholder={label} maxLength={64} />
    </SearchField>
  );
}

/** One of a few, each with how many there are of it. */
export function ChoiceFilter<Id extends string>(props: {
  readonly label: string;
  readonly choices: readonly { readonly id: Id; readonly name: string; readonly count?: number }[];
  readonly value: Id;
  readonly change: (id: Id) => void;
}) {
  const { choices } = props;
  return (
    <ToggleButtonGroup
      className="filters"
      aria-label={props.label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[props.value]}
      onSelectionChange={(keys) => {
        const found = choices.find((one) => keys.has(one.id));
        if (found !== undefined) props.change(found.id);
      }}
    >
      {choices.map((one) => (
        <ToggleButton key={one.id} id={one.id} className="filter">
          {one.name} {one.count !== undefined && <span className="num">{one.count}</span>}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

/** One of many, such as a store; an empty value is the first choice, all of them. */
export function SelectFilter(props: {
  readonly label: string;
  readonly all: string;
  readonly choices: readonly { readonly id: string; readonly name: string }[];
  readonly value: string;
  readonly change: (id: string) => void;
}) {
  return (
    <span className="select">
      <select
        className="input"
        aria-label={props.label}
        value={props.value}
        onChange={(event) => props.change(event.target.value)}
      >
        <option value="">{props.all}</option>
        {props.choices.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
      <Icon of="down" size={18} />
    </span>
  );
}
