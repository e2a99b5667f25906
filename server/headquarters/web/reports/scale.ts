/** Round marks for an axis that begins at nothing, or below it where a figure is negative. */
export type Scale = {
  readonly least: number;
  readonly most: number;
  readonly marks: readonly number[];
};

const steps = 4;

/** The least round step of 1, 2, 2.5 or 5 times a power of ten with which `steps` of them reach over the figures. */
export function scaleOf(values: readonly number[]): Scale {
  const high = Math.max(0, ...values);
  const low = Math.min(0, ...values);
  const raw = (high - low) / steps;
  const power = 10 ** Math.floor(Math.log10(raw > 0 ? raw : 1));
  const step =
    [1, 2, 2.5, 5, 10].map((times) => times * power).find((one) => one >= raw && one >= 1) ?? 1;
  const least = Math.floor(low / step) * step;
  const most = Math.max(Math.ceil(high / step) * step, least + step);
  const marks: number[] = [];
  for (let mark = least; mark <= most + step / 2; mark += step) marks.push(mark);
  return { least, most, marks };
}
