/** The drawings of the head office page, in a field of 24. */
const drawings = {
  sliders: (
    <>
      <path d="M4 7.500h9M17 7.500h3M4 16.500h3M11 16.500h9" />
      <circle cx="15" cy="7.500" r="2" />
      <circle cx="9" cy="16.500" r="2" />
    </>
  ),
  gift: (
    <>
      <rect x="2.500" y="5" width="19" height="14" rx="2.500" />
      <path d="M12 5v3.500M12 15.500V19M12 12c-1.200-3.600-5.600-3.300-4.900-.7.5 1.700 3.400 1.300 4.900.7zm0 0c1.200-3.600 5.600-3.300 4.900-.7-.5 1.700-3.400 1.300-4.900.7zm0 0-2 3.200m2-3.200 2 3.200" />
    </>
  ),
  memo: (
    <>
      <path d="M6 3.500h12v17l-2.400-1.600-2.400 1.600-2.400-1.600-2.400 1.600L6 20.500z" />
      <path d="M9.500 8.500h5M9.500 12.500h5" />
    </>
  ),
  lock: (
    <>
      <rect x="4.500" y="10.500" width="15" height="10" rx="2.500" />
      <path d="M8 10.500V7.200a4 4 0 0 1 8 0v3.300M12 14.200v2.600" />
    </>
  ),
  unlock: (
    <>
      <rect x="4.500" y="10.500" width="15" height="10" rx="2.500" />
      <path d="M8 10.500V7.200a4 4 0 0 1 7.700-1.500M12 14.200v2.600" />
    </>
  ),
  mend: <path d="m14.500 5.500 4 4L8 20H4v-4zM12 8l4 4" />,
  out: <path d="M12 4v11m-4.500-4.500L12 15l4.500-4.500M4.500 19.500h15" />,
  register: (
    <>
      <rect x="4" y="4.500" width="16" height="11" rx="2" />
      <path d="M12 15.500v4M8 19.500h8" />
    </>
  ),
  flag: <path d="M6 20.500v-16h12l-2.500 4 2.500 4H6" />,
  distribution: (
    <>
      <path d="M12 3.500v11M8 10.800l4 4 4-4" />
      <path d="M4.500 15v5h15v-5" />
    </>
  ),
  chart: <path d="M4.500 4v16h15.500M9 16v-4M13.500 16V8M18 16v-6" />,
  tag: (
    <>
      <path d="M4 4.500h7.500l8.500 8.500-7 7-9-9z" />
      <circle cx="8.300" cy="8.700" r="1.200" />
    </>
  ),
  people: (
    <>
      <circle cx="9" cy="8.500" r="3.500" />
      <path d="M3 19.500c0-3.300 2.700-5.500 6-5.500s6 2.200 6 5.500M15.500 5.300a3.500 3.500 0 0 1 0 6.400M17 14.300c2.400.6 4 2.500 4 5.200" />
    </>
  ),
  shop: (
    <>
      <path d="M5 10.500V20h14v-9.500M10 20v-5.500h4V20" />
      <path d="M4 4.500h16l1 4a3 3 0 0 1-6 .5 3 3 0 0 1-6 0 3 3 0 0 1-6-.500z" />
    </>
  ),
  tender: (
    <>
      <rect x="2.500" y="6" width="19" height="12" rx="2.500" />
      <circle cx="12" cy="12" r="2.800" />
      <path d="M6 9.500v.1M18 14.500v.1" />
    </>
  ),
  percent: (
    <>
      <path d="m6 18 12-12" />
      <circle cx="7.500" cy="7.500" r="2.500" />
      <circle cx="16.500" cy="16.500" r="2.500" />
    </>
  ),
  search: (
    <>
      <circle cx="10.500" cy="10.500" r="6" />
      <path d="m15 15 5.500 5.500" />
    </>
  ),
  close: <path d="m6 6 12 12M18 6 6 18" />,
  plus: <path d="M12 5v14M5 12h14" />,
  down: <path d="m6 9.500 6 6 6-6" />,
  back: <path d="m14.500 6-6 6 6 6" />,
  forward: <path d="m9.500 6 6 6-6 6" />,
  calendar: (
    <>
      <rect x="4" y="5.500" width="16" height="14.500" rx="2" />
      <path d="M4 10h16M8.500 3v4M15.500 3v4" />
    </>
  ),
  check: <path d="m5 12.500 4.500 4.500L19 7.500" />,
  more: (
    <>
      <circle cx="5.500" cy="12" r="1.300" />
      <circle cx="12" cy="12" r="1.300" />
      <circle cx="18.500" cy="12" r="1.300" />
    </>
  ),
  info: (
    <>
      <circle cx="12" cy="12" r="8.500" />
      <path d="M12 11v5M12 7.800v.1" />
    </>
  ),
} as const;

export type IconName = keyof typeof drawings;

export function Icon(props: { readonly of: IconName; readonly size?: number }) {
  const size = props.size ?? 20;
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      {drawings[props.of]}
    </svg>
  );
}

export function Mark() {
  return (
    <svg className="mark" width="28" height="28" viewBox="0 0 28 28" aria-hidden="true">
      <rect width="28" height="28" rx="7" />
      <path d="M9.500 5.500v17M9.500 14c0-6 9.500-6.500 9.500 0v3.500M15.700 18h6.600" />
    </svg>
  );
}
