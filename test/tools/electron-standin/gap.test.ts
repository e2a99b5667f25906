import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { gap } from '../../../tools/electron-standin/gap.ts';

it('throws for a name that is not there and gives the others', () => {
  const wrapped = gap('app', { here: 1, nothing: undefined });
  expect([wrapped.here, wrapped.nothing, 'there' in wrapped]).toEqual([1, undefined, false]);
  expect(() => Reflect.get(wrapped, 'there') as unknown).toThrow(
    'electron stand-in: app.there is not implemented',
  );
});

it('lets a test replace a method', () => {
  const dialog = gap('dialog', { show: (): string => 'real' });
  dialog.show = () => 'false';
  expect(dialog.show()).toBe('false');
});

it('is not taken for a promise and works as an emitter', async () => {
  const emitter = gap('app', new EventEmitter());
  expect(await Promise.resolve(emitter)).toBe(emitter);
  let heard = 0;
  emitter.once('ready', () => (heard += 1)).emit('ready');
  emitter.emit('ready');
  expect(heard).toBe(1);
});
