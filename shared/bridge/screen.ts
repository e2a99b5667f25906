/** The screens of the register's window. */
export type Screen = 'starting' | 'signIn' | 'sale' | 'payment' | 'receipt' | 'trouble';
