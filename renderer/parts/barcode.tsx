/** Code 128 (ISO/IEC 15417), code set B: bars for receipt and voucher numbers. */

/** Bar and space widths of the 103 symbol values and the three starts, six digits each. */
const widths =
  '212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122123221223211221132221231213212223112312131311222321122321221312212322112322211212123212321232121111323131123131321112313132113132311211313231113231311112133112331132131113123113321133121313121211331231131213113213311213131311123311321331121312113312311332111314111221411431111111224111422121124121421141122141221112214112412122114122411142112142211241211221114413111241112134111111242121142121241114212124112124211411212421112421211212141214121412121111143111341131141114113114311411113411311113141114131311141411131211412211214211232'.match(
    /.{6}/g,
  ) ?? [];
const startB = 104;
const stop = '2331112';

/** The widths of bars and spaces in turn, beginning with a bar; the text is printable ASCII. */
export function code128(text: string): number[] {
  const values = [startB, ...Array.from(text, (character) => character.charCodeAt(0) - 32)];
  const check = values.reduce((sum, value, index) => sum + value * (index || 1), 0) % 103;
  return [...values, check]
    .map((value) => widths[value] ?? '')
    .concat(stop)
    .flatMap((symbol) => Array.from(symbol, Number));
}

export function Barcode({ value }: { readonly value: string }) {
  const bars: { x: number; width: number }[] = [];
  let x = 0;
  code128(value.replaceAll(/[^\u0020-\u007e]/g, '')).forEach((width, index) => {
    if (index % 2 === 0) bars.push({ x, width });
    x += width;
  });
  return (
    <svg className="bars" viewBox={`0 0 ${x} 40`} preserveAspectRatio="none" aria-hidden="true">
      {bars.map((bar) => (
        <rect key={bar.x} x={bar.x} width={bar.width} height={40} />
      ))}
    </svg>
  );
}
