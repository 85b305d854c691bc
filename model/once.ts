/**
 * A function whose result is kept with the object that it is of: for what many ask of the same object, and what does not change with it.
 *
 * @param make is called once for each object; what it throws is not kept
 */
export function once<T extends object, R>(make: (of: T) => R): (of: T) => R {
  const made = new WeakMap<T, R>();
  return (of) => {
    const known = made.get(of);
    if (known !== undefined || made.has(of)) return known as R;
    const result = make(of);
    made.set(of, result);
    return result;
  };
}
