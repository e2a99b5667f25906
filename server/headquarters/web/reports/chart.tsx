/** Charts in the house's own style: plain SVG, named and described for who cannot see it, always beside a table with the same figures. */
import { useId, type ReactNode } from 'react';
import { useWords } from '../text/language.ts';
import { scaleOf, type Scale } from './scale.ts';

export type Series = { readonly name: string; readonly values: readonly number[] };
type Chart = {
  readonly title: string;
  /** Under the horizontal axis, one for each value; as many are shown as there is room for. */
  readonly labels: readonly string[];
  readonly series: readonly Series[];
  readonly text: (value: number) => string;
};

const size = { width: 1000, height: 270, left: 92, right: 12, top: 12, bottom: 30 };
const inner = {
  width: size.width - size.left - size.right,
  height: size.height - size.top - size.bottom,
};
const mostLabels = 10;

const placeOf =
  ({ least, most }: Scale) =>
  (value: number): number =>
    size.top + inner.height * (1 - (value - least) / (most - least));

function Frame(props: Chart & { readonly scale: Scale; readonly children: ReactNode }) {
  const { title, labels, series, text, scale } = props;
  const say = useWords();
  const id = useId();
  const place = placeOf(scale);
  const slot = inner.width / Math.max(1, labels.length);
  const every = Math.ceil(labels.length / mostLabels);
  return (
    <figure className="chart">
      <svg
        viewBox={`0 0 ${size.width} ${size.height}`}
        role="img"
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-desc`}
      >
        <title id={`${id}-title`}>{title}</title>
        <desc id={`${id}-desc`}>{say('reports:chart', { title })}</desc>
        {scale.marks.map((mark) => (
          <g key={mark}>
            <line
              className={mark === 0 ? 'axis' : 'grid'}
              x1={size.left}
              x2={size.width - size.right}
              y1={place(mark)}
              y2={place(mark)}
            />
            <text className="mark-y" x={size.left - 8} y={place(mark) + 4}>
              {text(mark)}
            </text>
          </g>
        ))}
        {labels.map(
          (label, index) =>
            index % every === 0 && (
              <text
                key={label}
                className="mark-x"
                x={size.left + slot * (index + 0.5)}
                y={size.height - 8}
              >
                {label}
              </text>
            ),
        )}
        {props.children}
      </svg>
      {series.length > 1 && (
        <figcaption>
          {series.map(({ name }, index) => (
            <span key={name} className={`key-of s${index}`}>
              {name}
            </span>
          ))}
        </figcaption>
      )}
    </figure>
  );
}

export function LineChart(props: Chart) {
  const { series, labels } = props;
  const scale = scaleOf(series.flatMap(({ values }) => values));
  const place = placeOf(scale);
  const slot = inner.width / Math.max(1, labels.length);
  return (
    <Frame {...props} scale={scale}>
      {series.map(({ name, values }, index) => (
        <polyline
          key={name}
          className={`line s${index}`}
          points={values
            .map((value, at) => `${size.left + slot * (at + 0.5)},${place(value)}`)
            .join(' ')}
        />
      ))}
    </Frame>
  );
}

/** Bars of the same label stand side by side. */
export function BarChart(props: Chart) {
  const { series, labels } = props;
  const scale = scaleOf(series.flatMap(({ values }) => values));
  const place = placeOf(scale);
  const slot = inner.width / Math.max(1, labels.length);
  const width = Math.min(40, (slot * 0.7) / Math.max(1, series.length));
  return (
    <Frame {...props} scale={scale}>
      {series.map(({ name, values }, index) =>
        values.map((value, at) => {
          const left = size.left + slot * (at + 0.5) - (width * series.length) / 2 + width * index;
          const [top, bottom] = [place(Math.max(0, value)), place(Math.min(0, value))];
          return (
            <rect
              key={`${name} ${labels[at]}`}
              className={`bar s${index}`}
              x={left + 1}
              y={top}
              width={Math.max(1, width - 2)}
              height={bottom - top}
            />
          );
        }),
      )}
    </Frame>
  );
}
