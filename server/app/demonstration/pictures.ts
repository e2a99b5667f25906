/** Pictures of the goods that the register shows first, drawn here: a ground, and the thing in one or two strokes of fill. */

type Drawing = {
  readonly ground: string;
  /** Paths with their fill, 48 by 48. */
  readonly paths: readonly (readonly [fill: string, d: string])[];
};

const clay = '#e9ddd2';
const mist = '#d6e2e6';
const moss = '#dbe5d6';
const sand = '#efe6cd';
const dusk = '#dcd9e6';
const rose = '#ecd9d8';
const dark = '#3c4a4a';
const white = '#fbfaf6';

const drawings: Readonly<Record<string, Drawing>> = {
  mug: {
    ground: mist,
    paths: [
      ['#4d5d68', 'M12 14h19v17a5 5 0 0 1-5 5h-9a5 5 0 0 1-5-5z'],
      ['#4d5d68', 'M31 18h3a5 5 0 0 1 0 10h-3v-3h3a2 2 0 0 0 0-4h-3z'],
    ],
  },
  coffee: {
    ground: clay,
    paths: [
      ['#6b4630', 'M14 12h20l2 26H12z'],
      [white, 'M18 20h12v8H18z'],
      ['#8b5e3f', 'M14 12l3-4h14l3 4z'],
    ],
  },
  towel: {
    ground: sand,
    paths: [
      ['#b99a5b', 'M11 10h12v28H11z'],
      ['#8d9a86', 'M25 10h12v28H25z'],
      [white, 'M11 31h12v3H11zM25 31h12v3H25z'],
    ],
  },
  oil: {
    ground: moss,
    paths: [
      ['#6d7f35', 'M21 8h6v8l4 5v17a2 2 0 0 1-2 2H19a2 2 0 0 1-2-2V21l4-5z'],
      [white, 'M18 24h12v9H18z'],
    ],
  },
  book: {
    ground: dusk,
    paths: [
      ['#51507a', 'M13 8h20a2 2 0 0 1 2 2v28a2 2 0 0 1-2 2H13z'],
      ['#35345a', 'M13 8h4v32h-4z'],
      [white, 'M21 15h10v3H21z'],
    ],
  },
  choc: {
    ground: rose,
    paths: [
      ['#4b2c22', 'M14 8h20v18H14z'],
      ['#a8433c', 'M12 22h24v18H12z'],
      [white, 'M17 28h14v5H17z'],
    ],
  },
  candle: {
    ground: sand,
    paths: [
      ['#d9a441', 'M19 18h10v22H19z'],
      ['#e07b39', 'M24 6c4 5 3 9 0 10-3-1-4-5 0-10z'],
    ],
  },
  salt: {
    ground: mist,
    paths: [
      ['#7d97a3', 'M15 12h18v6H15z'],
      [white, 'M14 18h20v20a2 2 0 0 1-2 2H16a2 2 0 0 1-2-2z'],
      ['#7d97a3', 'M19 25h10v3H19zM19 31h10v3H19z'],
    ],
  },
  tote: {
    ground: moss,
    paths: [
      ['#c9b58b', 'M11 18h26l-2 22H13z'],
      ['#9a8860', 'M17 18v-3a7 7 0 0 1 14 0v3h-3v-3a4 4 0 0 0-8 0v3z'],
    ],
  },
  board: {
    ground: clay,
    paths: [
      ['#a9784b', 'M10 18a4 4 0 0 1 4-4h16v6h8v8h-8v6H14a4 4 0 0 1-4-4z'],
      [clay, 'M34 22h2v4h-2z'],
    ],
  },
  tea: {
    ground: moss,
    paths: [
      ['#3f6b52', 'M14 14h20v24a2 2 0 0 1-2 2H16a2 2 0 0 1-2-2z'],
      ['#2c4d3b', 'M13 9h22v5H13z'],
      [white, 'M24 20c6 3 6 10 0 13-6-3-6-10 0-13z'],
    ],
  },
  umbrella: {
    ground: mist,
    paths: [
      ['#263a5c', 'M24 9c9 0 16 7 16 15H8C8 16 15 9 24 9z'],
      [dark, 'M23 24h2v12a4 4 0 0 1-8 0h2a2 2 0 0 0 4 0z'],
    ],
  },
  soap: {
    ground: moss,
    paths: [
      ['#7fa08b', 'M14 20h20v18a2 2 0 0 1-2 2H16a2 2 0 0 1-2-2z'],
      [dark, 'M22 13h4v7h-4zM18 9h12v4H22v2h-4z'],
      [white, 'M18 26h12v7H18z'],
    ],
  },
  jug: {
    ground: mist,
    paths: [
      [white, 'M14 12h18l-2 6 3 18a4 4 0 0 1-4 4H17a4 4 0 0 1-4-4l3-18z'],
      ['#39617f', 'M14 12h18l-1 3H15z'],
      ['#39617f', 'M31 19h4a4 4 0 0 1 0 12h-3l-1-3h4a1 1 0 0 0 0-6h-3z'],
    ],
  },
  honey: {
    ground: sand,
    paths: [
      ['#d08a24', 'M13 16h22v20a4 4 0 0 1-4 4H17a4 4 0 0 1-4-4z'],
      ['#7a5220', 'M14 9h20v6H14z'],
      [white, 'M18 22h12v9H18z'],
    ],
  },
  ink: {
    ground: dusk,
    paths: [
      ['#2f3f7a', 'M12 22h24v14a4 4 0 0 1-4 4H16a4 4 0 0 1-4-4z'],
      [dark, 'M18 12h12v8H18z'],
      [white, 'M18 27h12v6H18z'],
    ],
  },
  throw: {
    ground: rose,
    paths: [
      ['#9a5b57', 'M9 24h30v14H9z'],
      ['#b97a74', 'M12 14h24v10H12z'],
      [white, 'M9 29h30v2H9z'],
    ],
  },
  granola: {
    ground: sand,
    paths: [
      ['#b4884a', 'M14 8h20v32H14z'],
      [white, 'M18 13h12v7H18z'],
      ['#7b5a2c', 'M18 27h4v4h-4zM25 25h4v4h-4zM23 32h4v4h-4z'],
    ],
  },
  socks: {
    ground: dusk,
    paths: [
      ['#6c6590', 'M16 8h9v17l8 6a5 5 0 0 1-6 8l-9-7a5 5 0 0 1-2-4z'],
      [white, 'M16 8h9v4h-9z'],
    ],
  },
  keyring: {
    ground: sand,
    paths: [
      ['#b08a36', 'M20 8a10 10 0 1 1 0 20 10 10 0 0 1 0-20zm0 4a6 6 0 1 0 0 12 6 6 0 0 0 0-12z'],
      ['#8a6a22', 'M26 25l10 10v5h-5v-4h-4v-4l-4-4z'],
    ],
  },
  pen: {
    ground: clay,
    paths: [
      ['#b08a36', 'M33 8l7 7-20 20-9 3 3-9z'],
      [dark, 'M14 29l6 6-9 3z'],
    ],
  },
  jam: {
    ground: rose,
    paths: [
      ['#8f2436', 'M13 17h22v19a4 4 0 0 1-4 4H17a4 4 0 0 1-4-4z'],
      [white, 'M13 9h22v7H13z'],
      [white, 'M18 23h12v9H18z'],
    ],
  },
  brush: {
    ground: clay,
    paths: [
      ['#a9784b', 'M10 12h22a4 4 0 0 1 0 8H10z'],
      ['#6b5a3c', 'M12 20h16v10H12z'],
    ],
  },
  cheddar: {
    ground: sand,
    paths: [
      ['#e0a93a', 'M8 30l20-16 12 8v16H8z'],
      ['#f3cf7a', 'M8 30l20-16 12 8z'],
    ],
  },
  cider: {
    ground: moss,
    paths: [
      ['#5d6b2f', 'M20 6h8v9l3 5v18a2 2 0 0 1-2 2H19a2 2 0 0 1-2-2V20l3-5z'],
      ['#d9b23f', 'M18 24h12v9H18z'],
    ],
  },
};

const svgOf = ({ ground, paths }: Drawing): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="6" fill="${ground}"/>${paths
    .map(([fill, d]) => `<path fill="${fill}" d="${d}"/>`)
    .join('')}</svg>`;

/** The picture of a product as a data address; undefined for what is not drawn. */
export function pictureOf(id: string): string | undefined {
  const drawing = drawings[id];
  return drawing === undefined
    ? undefined
    : `data:image/svg+xml;base64,${Buffer.from(svgOf(drawing)).toString('base64')}`;
}
