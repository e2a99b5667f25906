/** Facts of one thing, name and value on a line; what is not known is left out. */
export function FactList(props: { readonly of: readonly (readonly [string, string | null])[] }) {
  return (
    <div className="held">
      <dl>
        {props.of.map(
          ([name, value]) =>
            value !== null && (
              <div key={name}>
                <dt>{name}</dt>
                <dd className="num">{value}</dd>
              </div>
            ),
        )}
      </dl>
    </div>
  );
}
