/** A number with its unit in the smaller size, as every value on the screen is shown. */

export function Figure({ number, unit }: { number: string; unit: string }) {
  return (
    <span className="figure">
      {number}
      {unit !== '' && <small> {unit}</small>}
    </span>
  );
}
