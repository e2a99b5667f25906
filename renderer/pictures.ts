/** Pictures of products, asked for once and kept as long as the catalogue stays the same. */
import { useEffect, useState } from 'react';
import type { ProductId } from '../shared/identity.ts';
import { useRegister, useView, type Register } from './register.ts';

/** So many are asked for at once. */
const most = 200;

type Kept = {
  readonly of: string | null;
  /** null: there is none. */
  readonly pictures: Map<ProductId, string | null>;
};
const kept = new WeakMap<Register, Kept>();

function keptOf(register: Register, catalogue: string | null): Kept['pictures'] {
  const before = kept.get(register);
  if (before?.of === catalogue) return before.pictures;
  const pictures: Kept['pictures'] = new Map();
  kept.set(register, { of: catalogue, pictures });
  return pictures;
}

/** The pictures that are known of these products, by their ids; those that are not are asked for. */
export function usePictures(ids: readonly ProductId[]): ReadonlyMap<ProductId, string | null> {
  const register = useRegister();
  const { catalogueAt } = useView('catalogueAt');
  const pictures = keptOf(register, catalogueAt);
  const [, setCount] = useState(0);
  const missing = ids.filter((id) => !pictures.has(id)).slice(0, most);
  const wanted = missing.join('\n');
  useEffect(() => {
    if (wanted === '') return;
    let isShown = true;
    const ask = async () => {
      const products = wanted.split('\n');
      const answer = await register.query<'pictures'>({ query: 'pictures', products });
      if (!answer.ok) return;
      for (const id of products) pictures.set(id, null);
      for (const { id, picture } of answer.value) pictures.set(id, picture);
      if (isShown) setCount((count) => count + 1);
    };
    void ask();
    return () => {
      isShown = false;
    };
  }, [register, pictures, wanted]);
  return pictures;
}
