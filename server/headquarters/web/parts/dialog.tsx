/** A question over the page: it keeps the focus inside and gives it back; Esc leaves it without doing anything. */
import type { FormEvent, ReactNode } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { Fault } from '../../../../shared/fault.ts';
import { Icon, type IconName } from '../icons.tsx';
import { FaultNotice } from '../notice.tsx';
import { useWords } from '../text/language.ts';

export function AskDialog(props: {
  readonly title: string;
  /** What it means, under the title. */
  readonly text?: ReactNode;
  readonly icon: IconName;
  /** 'stop': it takes something away that does not come back by itself. */
  readonly tone: 'stop' | 'accent';
  /** The key that does it. */
  readonly act: string;
  /** The key that leaves everything as it is; "Cancel" unless told, null where there is nothing to leave. */
  readonly leave?: string | null;
  readonly wide?: boolean;
  readonly busy?: boolean;
  readonly disabled?: boolean;
  readonly fault: Fault | null;
  readonly children?: ReactNode;
  readonly done: () => void;
  readonly close: () => void;
}) {
  const say = useWords();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (props.busy !== true && props.disabled !== true) props.done();
  };
  return (
    <ModalOverlay
      className="cover"
      isOpen
      isDismissable={false}
      onOpenChange={(isOpen) => {
        if (!isOpen) props.close();
      }}
    >
      <Modal className={props.wide === true ? 'modal wide' : 'modal'}>
        <Dialog className="ask" role={props.tone === 'stop' ? 'alertdialog' : 'dialog'}>
          <form onSubmit={submit}>
            <div className="ask-body">
              <div className={`ask-head ${props.tone}`}>
                <span className="ask-icon">
                  <Icon of={props.icon} size={24} />
                </span>
                <div>
                  <Heading slot="title" level={2}>
                    {props.title}
                  </Heading>
                  {props.text !== undefined && <p>{props.text}</p>}
                </div>
              </div>
              {props.children}
              {props.fault !== null && <FaultNotice fault={props.fault} />}
            </div>
            <div className="ask-foot">
              {props.leave !== null && (
                <Button className="key" onPress={props.close}>
                  {props.leave ?? say('parts:cancel')}
                </Button>
              )}
              <Button
                type="submit"
                className={props.tone === 'stop' ? 'key main stop' : 'key main'}
                isPending={props.busy ?? false}
                isDisabled={props.disabled ?? false}
              >
                {props.act}
              </Button>
            </div>
          </form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
