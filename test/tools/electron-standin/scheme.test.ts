import { describe, expect, it } from 'vitest';
import {
  fromWire,
  originOf,
  policyToWire,
  toWire,
} from '../../../tools/electron-standin/scheme.ts';

const schemes = new Set(['app']);

describe('the address of an own scheme', () => {
  it('travels as https and comes back', () => {
    const cases = [
      ['app://holdfast/index.html', 'https://holdfast.app.standin/index.html'],
      ['app://holdfast/a/b?x=1#top', 'https://holdfast.app.standin/a/b?x=1#top'],
    ] as const;
    for (const [own, wire] of cases) {
      expect(toWire(own, schemes)).toBe(wire);
      expect(fromWire(wire)).toBe(own);
    }
    expect(toWire('app://holdfast', schemes)).toBe('https://holdfast.app.standin/');
  });

  it('leaves other addresses alone', () => {
    for (const url of ['https://example.invalid/app://x', 'about:blank', 'other://x/y']) {
      expect(fromWire(toWire(url, schemes))).toBe(url);
    }
  });

  it('has the origin that Electron names', () => {
    expect(originOf('app://holdfast/index.html')).toBe('app://holdfast');
    expect(originOf('https://example.invalid:8443/x')).toBe('https://example.invalid:8443');
    expect([originOf(''), originOf('about:blank')]).toEqual(['null', 'null']);
  });
});

it('a policy names own schemes as Chromium sees them', () => {
  expect(policyToWire("default-src 'self' app:; img-src data: app://holdfast", schemes)).toBe(
    "default-src 'self' https://*.app.standin; img-src data: https://holdfast.app.standin",
  );
});
