/** Times the steps of a process: `steps` holds the seconds of each, by name and in the order in which they began. */
export function stopwatch(): { readonly steps: Readonly<Record<string, number>>; step<T>(name: string, work: () => T): T } {
  const steps: Record<string, number> = {};
  const step = <T>(name: string, work: () => T): T => {
    const start = performance.now();
    const result = work();
    steps[name] = (performance.now() - start) / 1000;
    return result;
  };
  return { steps, step };
}
