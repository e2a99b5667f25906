/**
 * What each fault says to the person, and what to do. `{name:form}` is a fact of the fault (forms: money, percent, time, kind, count; plain without
 * one); a part in square brackets is said only when all its facts are known.
 */
import type { FaultCode } from '../../shared/fault.ts';

export const faultsEn: Readonly<Record<FaultCode, string>> = {
  'barcode.unknown':
    'No product has this barcode[ ({code})]. Search for it by name, or set it aside.',
  'barcode.invalid': 'The barcode was not read whole. Scan it again, or type its digits.',
  'product.unknown': 'This product is not in the catalogue. Search for it by name.',
  'quantity.invalid': 'A quantity is a number other than 0. To take the line out, use Void line.',
  'quantity.tooLarge':
    'That is too many for one line[; {most:count} is the most]. Use a second line.',
  'discount.invalid': 'The discount must be between 0 and the price of the line. Type it again.',
  'amount.invalid': 'Type an amount greater than 0.',
  'amount.tooLarge': 'The amount is too large for one sale. Split it into several sales.',
  'line.unknown': 'This line is no longer in the sale. Choose another line.',
  'line.instrument': 'A gift card line cannot be changed. Void it and add the card again.',
  'line.returned':
    'These goods come back by receipt, at the price and tax of then. To change that, void the line and return it without the receipt.',
  'tax.unknown': 'This store has no such tax code. Choose one of the list.',
  'comment.tooLong': 'The comment is too long[; at most {most:count} characters]. Shorten it.',
  'weight.needed': 'This is sold by weight[: {name}]. Weigh it and type the weight.',
  'customer.unknown': 'This customer is no longer in the list. Search again, or sell without.',
  'reason.needed': 'This store asks why. Choose a reason.',
  'age.needed':
    'Goods in this sale are only for customers of an age[: {limit:count} or older]. Check the age first.',
  'age.date': 'That is no date of birth. Type year, month and day.',
  'age.tooYoung':
    'The customer is too young[, younger than {limit:count}]. The goods must be taken out.',
  'scan.half': 'Only part of a code came from the scanner[: {code}]. Scan it again.',
  'cart.none': 'No sale is open. Scan the first item.',
  'cart.empty': 'The sale has no lines yet. Scan an item first.',
  'cart.full': 'The sale is full[ at {most:count} lines]. Pay it, and start another.',
  'cart.paying':
    'Something is already paid in this sale. Remove the payment first, then change the goods.',
  'cart.unknown': 'This suspended sale is no longer here. Open the list again.',
  'cart.open': 'A sale is open. Finish, suspend or void it first.',
  'suspend.instrument':
    'A sale that holds a gift card or credit memo cannot be suspended. Remove the card, or finish the sale.',
  'suspend.tendered':
    'A sale with a payment in it cannot be suspended. Remove the payment, or finish the sale.',
  'card.settled': 'This card payment is settled already. Open the list again.',
  'email.none':
    'E-mail is not set up at head office, so no receipt can be sent. Print it, or save it as a PDF.',
  'suspend.wanted':
    'Another register[, {register},] is fetching this sale right now. Look at the list again in a moment.',
  'suspend.away':
    'The register that has this sale[, {register},] is not connected[ (last heard {since:time})]. Recall it there, or scan the goods again here.',
  'suspend.noAnswer':
    'The register that has this sale[, {register},] did not answer. If it still comes, it stands in this list; recall it there, or try again.',
  'receipt.unknown':
    'This register has no receipt with that number. Check it on the paper and type it again, or return the goods without a receipt.',
  'receipt.scanned':
    'That is the number of a receipt[ ({receipt})]. To take its goods back, press Return and scan it there.',
  'shift.needed': 'No shift is open. Open one with its float first.',
  'shift.open': 'A shift is open already. Suspend or close it first.',
  'shift.unknown': 'This shift is no longer waiting. Open the list again.',
  'shift.uncounted': 'The cash was not counted since money last moved. Count it, then close.',
  'shift.tooMuch':
    'There is not that much cash in the drawer[; {most:money} should be in it]. Type a smaller amount.',
  'shift.bag': 'A bank drop needs the number of its bag. Type it from the bag.',
  'return.tooMany':
    'More would come back than was bought[; at most {most:count} may]. Type a smaller quantity.',
  'tender.unknown': 'This payment is no longer in the sale. Look at what is still due.',
  'tender.full':
    'The sale takes no further payment[: it holds {most:count}]. Take one out, and pay the rest with a larger one.',
  'tender.nothingDue': 'Nothing is due any more. Finish the sale.',
  'tender.over':
    'This payment may not be more than what is due[; type at most {most:money}]. Type a smaller amount.',
  'tender.short': 'The sale is not fully paid[: {due:money} is due]. Take another payment.',
  'tender.direction': 'The customer gets money back here. Choose how to give it back.',
  'tender.reference': 'Type the reference that the card terminal printed.',
  'card.pending':
    'The card terminal is still busy with a payment of this sale. Wait for it, or give it up.',
  'card.declined':
    'The card was declined[ ({reason})], and nothing was charged. Take another card or another payment.',
  'card.undone':
    'A card payment[ of {amount:money}] could not be taken into a sale and goes back to the card. Nothing is charged; take a payment anew.',
  'card.notUndone':
    'The terminal cannot be reached to give a card payment back[: {amount:money}, reference {reference}]. The register keeps trying; if the terminal stays away, call its operator.',
  'printer.unreachable':
    'The receipt printer does not answer. The sale is complete; check that the printer is on and connected, and the paper prints by itself.',
  'printer.paper':
    'The receipt printer is out of paper. The sale is complete; put in a roll, and the paper prints by itself.',
  'printer.cover':
    'The cover of the receipt printer is open. The sale is complete; close it, and the paper prints by itself.',
  'drawer.closed':
    'The cash drawer did not open: the printer that opens it does not answer. Open it with its key, and check that the printer is on and connected.',
  'printer.error':
    'The receipt printer reports an error. The sale is complete; switch the printer off and on, and the paper prints by itself.',
  'pdf.none': 'This register cannot make PDF files. Print the receipt instead.',
  'email.address': 'This is no e-mail address. Check it with the customer and type it again.',
  'terminal.none': 'No card terminal is connected here. Type what the terminal printed instead.',
  'terminal.unreachable':
    'The card terminal does not answer. Check that it is on and connected; the register finds out by itself what became of the payment.',
  'terminal.answer':
    'The card terminal gave an answer that cannot be understood. The register asks it again by itself.',
  'tender.checkNumber': 'Type the number that is printed on the check.',
  'tender.coin':
    'Coins cannot make this amount[: the smallest is {coin:money}]. Type one that they can make.',
  'tender.part':
    'This way of paying takes the whole amount or nothing[: {due:money} is due]. Type all of it, or choose another way.',
  'tender.back': 'Money cannot be given back this way. Choose another.',
  'tender.leastPerLine':
    'That is less than one such payment must be[; at least {least:money}]. Take that much, or have it paid another way.',
  'tender.mostPerLine':
    'That is more than one such payment may be[; at most {most:money}]. Type less, and pay the rest another way.',
  'tender.mostPerSale':
    'That is more than one sale may take this way[; at most {most:money} in all]. Pay the rest another way.',
  'tender.original':
    'The customer did not pay that much this way[; {most:money} may go back]. Give the rest back the way it was paid, or as a credit memo.',
  'tender.byReceipt':
    'Only goods with their receipt are refunded this way[: {most:money} of this sale]. Find the receipt, give a credit memo, or choose another way.',
  'tender.changeMemo':
    'Change of this amount is given as a credit memo, and a new one needs the line. Take no more than is due, or have cash approved.',
  'currency.unknown': 'The store takes no money of this currency. Choose one of the list.',
  'drawer.full':
    'There is a lot of cash in the drawer[: {held:money}, more than {most:money}]. Make a safe drop when the customer has gone.',
  'instrument.number':
    'This is not a gift card or memo number. Scan it again, or check the digits.',
  'instrument.unknown':
    'Head office knows no card or memo with this number. Check the digits, or ask for another card.',
  'instrument.wrongPin': 'The PIN is wrong. Ask the customer to enter it again.',
  'instrument.pinNeeded': 'This card has a PIN. Ask the customer to enter it.',
  'instrument.pinLocked':
    'The PIN was wrong too often. The card takes no PIN for a while[ (until {until:time})]. Take another payment.',
  'instrument.expired':
    'It has expired[ on {expired:time}]. Take another payment, or call head office, which can say more.',
  'instrument.currency':
    'It is in another currency[ ({currency})] and cannot pay here. Take another payment.',
  'instrument.empty': 'Nothing is left on it. Take another payment.',
  'instrument.blocked':
    'Head office has stopped it. Keep calm, take another payment, and call head office.',
  'instrument.exists':
    'A card with this number has already been sold. Take another card from the rack.',
  'instrument.kind':
    'The number belongs to the other kind: gift card or credit memo. Choose the other key.',
  'instrument.tooMuch': 'More than a card may hold[; at most {most:money}]. Type a smaller amount.',
  'instrument.belowZero':
    'No more can be taken than is on it[: {balance:money}]. Type a smaller amount.',
  'instrument.changed': 'The balance has changed meanwhile. Look at it again, then correct it.',
  'instrument.notExpired': 'It is still valid. Only what is past its validity is written off.',
  'instrument.range': 'Head office does not issue cards with this number. Take another card.',
  'instrument.leastAmount':
    'Less than is put on a card at once[; at least {least:money}]. Type a larger amount.',
  'instrument.oneTime': 'Cards are filled once, when they are sold. Sell a new card.',
  'instrument.cashOutMost':
    'Only a card with little on it is paid out in cash[: {most:money} at most]. The customer can pay with it.',
  'instrument.noCashOut':
    'This store pays no gift cards out in cash. The customer can pay with it.',
  'instrument.locked':
    'It is in use in another sale[, {store}, register {register}, since {since:time}]. It is free when that sale is finished or voided; take another payment meanwhile.',
  'instrument.unsettled':
    'A sale that changes it has not reached head office yet. Take another payment, or try again when that register is back on the line.',
  'instrument.recovery':
    'Head office is restoring its records and gives no cards out now. Take another payment, or try later.',
  'instrument.twice': 'This card is already in the sale. Remove it first to use another amount.',
  'instrument.offline':
    'This waits for the line[, down since {since:time}]. Choose another way, or try again when the line is back.',
  'instrument.noAnswer':
    'Head office did not answer in time. Nothing was added. Try again, or take another payment.',
  'instrument.ownSale':
    'An earlier sale of this register still uses it and has not been sent. Take another payment, or try again when it is sent.',
  'ask.pending': 'Head office is still being asked about a card. Wait for the answer, or give up.',
  'ask.none': 'No card is being asked about. Add it again.',
  'lock.broken':
    'Head office has ended the lock of the {kind:kind}[ ···· {last4}]. It was taken out of this sale: add it again or take another payment.',
  'grant.invalid':
    'The answer about this card could not be trusted. It was not added: try again, and call head office if it stays so.',
  'completion.notAllowed':
    'The {kind:kind}[ ···· {last4}] may not be finished offline. Wait for the line, or remove it and take another payment.',
  'completion.overAmount':
    'The {kind:kind}[ ···· {last4}] is above what may be finished offline[ ({most:money})]. Wait for the line, or remove it and take another payment.',
  'completion.overHours':
    'The line has been down too long to finish the {kind:kind}[ ···· {last4}] offline[ (limit {most:count} h)]. Wait for the line, or remove it and take another payment.',
  'completion.overPending':
    'Too many sales wait to be sent to finish the {kind:kind}[ ···· {last4}] offline[ (limit {most:count})]. Wait for the line, or remove it and take another payment.',
  'completion.unverified':
    'The lock of the {kind:kind}[ ···· {last4}] is not confirmed. Remove it and add it again, or take another payment.',
  'signIn.needed': 'Sign in first.',
  'signIn.unknown': 'Nobody here has this number or badge. Check it, or touch your name.',
  'signIn.wrongPin': 'The PIN is wrong[; {left:count} more tries]. Enter it again.',
  'signIn.lockedOut': 'Too many wrong PINs. Wait[ until {until:time}], or ask the store manager.',
  'signIn.stale':
    'The list of people here is too old[: more than {days:count} days]. Connect the line once, then sign in.',
  'signIn.heldBy': 'This register is locked[ by {name}]. Only that person or a manager opens it.',
  'signOut.openSale':
    'A sale is open. Finish, suspend or void it first, or lock the register to keep it.',
  'pin.weak':
    'Choose another PIN: long enough[ (at least {least:count} characters)], no row such as 1111 or 1234, and not the old one.',
  'pin.twice': 'The two are not the same. Type the new one again.',
  'training.on': 'Not in training. End the training first.',
  'training.none': 'This is only for training. Start a training first.',
  'operation.offline':
    'This waits for the line[, down since {since:time}]. Try again when the line is back.',
  'permission.denied': 'Your role may not do this. Ask the store manager.',
  'permission.override':
    'Another person has to approve this[: {askedPercent:percent} is asked, {limitPercent:percent} is allowed][: {askedAmount:money} is asked, {limitAmount:money} is allowed].',
  'approval.self': 'Another person must approve this: not the one at the register.',
  'channel.unreachable': 'The line is down. It is tried again by itself; selling goes on.',
  'channel.disconnected':
    'The register is disconnected by hand. Choose Connect in Connection status.',
  'channel.refused': 'The channel refused this register. Call head office and name the register.',
  'channel.certificate':
    'The channel shows a certificate that this register does not trust[ ({why})]. Selling goes on, nothing is sent: call IT to put the certificate, or the authorities file of this register, right.',
  'channel.pin':
    'What answers as the channel has another key than IT has pinned on this register. Selling goes on, nothing is sent: call IT to find out what answers, or to pin the new key.',
  'service.busy': 'The line is busy. It goes on by itself in a moment; nothing is to be done.',
  'realtime.unreachable': 'Head office does not answer. Cards wait; selling and sending go on.',
  'wire.malformed': 'An answer from the line could not be read. Call head office if it stays so.',
  'wire.version': 'This register and the channel have different versions. Update the register.',
  'device.unknown':
    'The channel does not know this register. Activate it again with a code from head office.',
  'activation.code':
    'The activation code is wrong, used or too old. Ask head office for a new one.',
  'activation.wait':
    'Too many wrong activation codes came from here. Wait[ until {until:time}], then it is tried again by itself.',
  'activation.needed':
    'This register is not activated yet. Activate it with a code from head office.',
  'register.another':
    'This computer is another register[, {register} of store {store},] than IT expects[: {expected}]. Nothing is lost. Call IT to correct the expected register or store, or to bring the right data folder.',
  'entry.hash':
    'A record was changed on the way. It is sent again by itself; call head office if it stays so.',
  'entry.unreadable': 'A record cannot be read. Call head office and name the register.',
  'entry.predecessor':
    'An earlier record is still missing. It is sent by itself; nothing is to be done.',
  'journal.edited':
    'A record[ ({number:count})] of this register was changed by hand. Selling goes on: call head office and name the register.',
  'parameters.invalid': 'A setting is not allowed. Correct it and save again.',
  'key.reused':
    'This key already belongs to another request. Nothing was changed; send it with a new key.',
  'parameters.conflict': 'Someone else saved the parameters meanwhile. Read them again, then save.',
  'master.conflict': 'Someone else saved this meanwhile. Read it again, then save.',
  'master.exists': 'There is one with this id already. Choose another id, or edit that one.',
  'master.invalid': 'A field is not allowed. Correct it and save again.',
  'tax.used': 'Products still use this tax[: {count:count}]. Give them another one first.',
  'import.flawed': 'Rows of the file are flawed[: {count:count}]. Correct them, or leave them out.',
  'import.unreadable': 'The file is no CSV table with a heading. Save it as CSV (UTF-8) again.',

  'account.signIn': 'Name or password is wrong. Type them again.',
  'account.denied': 'Your account may not do this. Ask an administrator.',
  'lock.none': 'It is not locked any more. Open the list again.',
  'repair.none': 'This entry is not set aside any more. Open the list again.',
  'repair.foreign':
    'The entry belongs to another register and is posted there. There is nothing to repair; close it with a note.',
  'repair.invalid': 'The text cannot be read yet[ at {at}]. Correct it there and look at it again.',
  'repair.predecessor':
    'Number and predecessors do not fit the entries around it. Put them right and look at it again.',
  'repair.flawed': 'The sale does not add up[: {why}]. Put its amounts right and look at it again.',
  'lock.secondPerson': 'Another person must approve this. Ask a colleague to sign in.',
  'bridge.malformed': 'That was not understood, and nothing was changed. Try it again.',
  'database.inUse':
    'Holdfast is already open on this register. Use that window, or close it first.',
  'database.newer':
    'The data was written by a newer version of Holdfast. Install that version again.',
  'database.damaged':
    'The database is damaged; what was sold is safe. Close Holdfast and start it again: it puts the last good copy in its place. If this is shown again, call IT; do not delete anything.',
  'database.readOnly': 'The database cannot be written. Call IT to check the rights of its folder.',
  'database.full': 'The disk is full. Call IT to free space; then start the register again.',
  'folder.denied':
    'This account of the computer may not use the records of the register[ ({place})]. Nothing was changed. Sign in to the computer with an account that may, or call IT to give this one the rights of the data folder; it goes on by itself then.',
  'database.restored':
    'The database was damaged; its last good copy took its place[, with {entries:count} records put back]. Check the last receipt before you sell its goods again, and call IT.',
  'register.restored':
    'The records of this register had gone back in time and were put right[; records put back: {entries:count}][; open sales closed: {carts:count}]. Check the last receipt before you sell its goods again.',
  'update.unreachable': 'Updates cannot be fetched. It is tried again by itself.',
  'update.refused':
    'An update was refused: it is not from the maker of Holdfast, or was changed on its way. Call IT.',
  'update.older':
    'An older update[, {version} for this {own},] was refused: it could not read the data of this register. Call IT.',
  'update.notInstalled':
    'An update[ to {version}] could not be installed. Selling goes on: call IT to install it.',
  'update.rolledBack':
    'A new version[, {version},] did not start and was taken back, with the data as it was. Selling goes on: tell IT.',
  'keystore.missing':
    'This computer keeps no keys, so its registration and its records are not protected. Selling goes on: call IT to set up its key store.',
  'support.failed':
    'The support bundle could not be made. Look whether the disk is full, and try again; IT can run holdfast --support-bundle.',
  'keystore.lost':
    'This computer no longer has the key of its records. Nothing was deleted. Call IT: start it under the account that it was set up with, or activate it anew with a code of head office; sales that were not sent come back then.',
};
