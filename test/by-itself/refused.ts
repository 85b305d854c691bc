import { expect } from "vitest";

/** Lines of what a component throws, without its name. @throws Error if it refuses nothing */
export function refusedBy(noun: string, name: string, make: () => unknown): string[] {
  const of = `${noun} ${JSON.stringify(name)}`;
  try {
    make();
  } catch (error) {
    const [faults = "", end] = (error as Error).message.split("\n\n");
    expect(end).toBe(`Nothing of ${of} was registered.`);
    return faults.split("\n").map((line) => {
      expect(line.startsWith(`${of}: `), line).toBe(true);
      return line.slice(of.length + 2);
    });
  }
  throw new Error("nothing was refused");
}
