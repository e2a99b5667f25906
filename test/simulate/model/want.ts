/** One lock that a register's HOLD wants, with the grant that it shows for it. */
export type ModelGrant = {
  readonly epoch: number;
  readonly token: number;
  readonly register: string;
  readonly sale: string;
  readonly purpose: string;
  readonly balance: number;
  readonly instrument: { readonly kind: 'giftCard' | 'creditMemo'; readonly key: string };
  readonly reserved: { readonly key: string } | null;
};

export type ModelWant = {
  readonly request: string;
  readonly kind: 'giftCard' | 'creditMemo';
  readonly purpose: string;
  readonly sale: string;
  readonly amount: number;
  readonly number?: string | undefined;
  readonly pin?: string | undefined;
  readonly grant?: { readonly grant: ModelGrant } | undefined;
};
