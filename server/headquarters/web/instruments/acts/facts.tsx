/** Names over values, side by side, as a question shows what it is about. */
import type { ReactNode } from 'react';

export type Fact = { readonly name: string; readonly value: ReactNode; readonly more?: ReactNode };

export function Facts(props: { readonly of: readonly Fact[] }) {
  return (
    <dl className="facts">
      {props.of.map(({ name, value, more }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <strong className="num">{value}</strong>
            {more !== undefined && <span className="num">{more}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
