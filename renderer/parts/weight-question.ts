/** Asks for the weight of goods that were scanned or chosen without it, instead of refusing them. */
import { useEffect } from 'react';
import { usePanel } from '../panel.tsx';
import { useFaultNotice } from '../register.ts';

export function useWeightQuestion(): void {
  const { fault, clear } = useFaultNotice();
  const { open } = usePanel();
  useEffect(() => {
    if (fault?.code !== 'weight.needed') return;
    const { product = '', name = '', nameZh = name } = fault.data;
    open({
      panel: 'weight',
      product: String(product),
      name: { en: String(name), zh: String(nameZh) },
    });
    clear();
  }, [fault, open, clear]);
}
