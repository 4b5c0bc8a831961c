/**
 * The kernel's memory: areas that are handed out one after the other and never given back. An
 * instance serves one plan, and a plan keeps its areas for good.
 */

let next: usize = __heap_base;

/** Address of `bytes` zeros, on a boundary of 16. The memory may move for who looks in from outside. */
export function allocate(bytes: usize): usize {
  const at = (next + 15) & ~15;
  next = at + bytes;
  const pages = <i32>((next + 0xffff) >>> 16);
  if (pages > memory.size()) memory.grow(pages - memory.size());
  return at;
}
