/** The screens of the register's window. */
export type Screen = 'starting' | 'signIn' | 'shift' | 'sale' | 'payment' | 'receipt' | 'trouble';
