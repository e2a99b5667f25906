/** Commands about goods and what a sale says besides: hands each to the part whose noun it is. */
import type { Command } from '../../shared/bridge/command.ts';
import type { GoodsCommand } from '../../shared/bridge/goods.ts';
import { never, type Result } from '../../shared/fault.ts';
import { clearCustomer, commentLine, commentSale, nameCustomer } from './about.ts';
import { confirmAge, refuseAge } from './age.ts';
import { addProduct, voidLine, voidSale } from './cart.ts';
import type { Desk } from './desk.ts';
import { discountLine, discountTotal } from './discount.ts';
import { overrideLineTax, overridePrice, overrideSaleTax } from './price.ts';
import { changeQuantity, setQuantity } from './return.ts';
import { scan } from './scan.ts';

export function actOnGoods(desk: Desk, command: Extract<Command, GoodsCommand>): Result<void> {
  switch (command.command) {
    case 'scan':
      return scan(desk, command.code);
    case 'addProduct':
      return addProduct(desk, command.product, command.quantity);
    case 'quantity':
      return setQuantity(desk, command.line, command.quantity);
    case 'quantityBy':
      return changeQuantity(desk, command.line, command.by);
    case 'discount':
      return discountLine(desk, { ...command, move: 'discount' });
    case 'totalDiscount':
      return discountTotal(desk, command.percentOff, command.amountOff);
    case 'price':
      return overridePrice(desk, command.line, command.unitPrice);
    case 'lineComment':
      return commentLine(desk, command.line, command.comment);
    case 'saleComment':
      return commentSale(desk, command.comment);
    case 'lineTax':
      return overrideLineTax(desk, command.line, command.tax);
    case 'saleTax':
      return overrideSaleTax(desk, command.tax);
    case 'voidLine':
      return voidLine(desk, command.line, command.reason);
    case 'voidSale':
      return voidSale(desk, command.reason);
    case 'customer':
      return nameCustomer(desk, command.customer);
    case 'clearCustomer':
      return clearCustomer(desk);
    case 'confirmAge':
      return confirmAge(desk, command.birthDate);
    case 'refuseAge':
      return refuseAge(desk);
    default:
      return never(command);
  }
}
