/** A product's picture, or the letters of its name where there is none. It tells nothing that the name beside it does not. */
import type { ProductId } from '../../shared/identity.ts';
import { initials } from '../../shared/notation.ts';
import { usePictures } from '../pictures.ts';

export function ProductPicture({ id, name }: { readonly id: ProductId; readonly name: string }) {
  const pictures = usePictures([id]);
  return <PictureOf picture={pictures.get(id) ?? null} name={name} />;
}

/** The first letters of two words, or the first character of a Chinese name, which may end in a measure. */
const letters = (name: string): string =>
  /\p{Script=Han}/u.exec(name)?.[0] ?? initials(name).toUpperCase();

export const PictureOf = (props: { readonly picture: string | null; readonly name: string }) =>
  props.picture === null ? (
    <span className="pic letters" aria-hidden="true">
      {letters(props.name)}
    </span>
  ) : (
    <img className="pic" src={props.picture} alt="" draggable={false} />
  );
