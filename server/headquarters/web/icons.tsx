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
  down: <path d="m6 9.500 6 6 6-6" />,
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

export function Icon(props: { readonly of: keyof typeof drawings; readonly size?: number }) {
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
