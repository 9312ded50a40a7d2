/** In: what reads a value that is never changed, only replaced. Out: the same, which reads each value once for as long as it is there. */
export function onceEach<Value extends object, Read>(read: (value: Value) => Read): (value: Value) => Read {
  const known = new WeakMap<Value, { readonly read: Read }>();
  return (value) => {
    const held = known.get(value) ?? { read: read(value) };
    known.set(value, held);
    return held.read;
  };
}
