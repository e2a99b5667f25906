/** The form of one row of master data: every field as the text that was typed. */
import type { Word } from '../text/language.ts';
import { Field, SelectField } from '../parts/field.tsx';

export type Draft = Readonly<Record<string, string>>;
export type FieldSpec = {
  readonly id: string;
  readonly label: string;
  /** One of these; else a text. */
  readonly choices?: readonly { readonly id: string; readonly name: string }[];
  /** Cannot be changed once it is saved. */
  readonly fixed?: boolean;
  readonly figure?: boolean;
  readonly placeholder?: string;
  readonly most?: number;
  /** Offered while typing; others may be typed. */
  readonly suggestions?: readonly string[];
  /** What is said below of the text that is typed. */
  readonly hint?: (text: string) => string | undefined;
};
/** The body that the draft says, or the field that is flawed and what is wrong with it. */
export type Read<Body> = { readonly body: Body } | { readonly at: string; readonly flaw: Word };

export function DraftForm(props: {
  readonly fields: readonly FieldSpec[];
  readonly draft: Draft;
  readonly isNew: boolean;
  readonly readOnly: boolean;
  readonly flaw: { readonly at: string; readonly text: string } | null;
  readonly change: (draft: Draft) => void;
}) {
  const { fields, draft, flaw, change } = props;
  return (
    <div className="form">
      {fields.map((spec) => {
        const readOnly = props.readOnly || (spec.fixed === true && !props.isNew);
        const set = (text: string): void => change({ ...draft, [spec.id]: text });
        const value = draft[spec.id] ?? '';
        return spec.choices === undefined ? (
          <Field
            key={spec.id}
            label={spec.label}
            value={value}
            change={set}
            readOnly={readOnly}
            figure={spec.figure ?? false}
            placeholder={spec.placeholder ?? ''}
            most={spec.most ?? 200}
            flaw={flaw?.at === spec.id ? flaw.text : null}
            suggestions={spec.suggestions ?? []}
            hint={spec.hint?.(value)}
          />
        ) : (
          <SelectField
            key={spec.id}
            label={spec.label}
            value={value}
            choices={spec.choices}
            change={set}
            readOnly={readOnly}
            flaw={flaw?.at === spec.id ? flaw.text : null}
          />
        );
      })}
    </div>
  );
}
