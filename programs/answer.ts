import { spawn } from "node:child_process";

/** What a program answers to a question: JSON to its standard input, JSON from its standard output. @throws Error with what it says where it fails */
export function answerOf<T>(path: string, args: readonly string[], question: unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    const child = spawn(path, args, { stdio: ["pipe", "pipe", "pipe"] });
    const said = { out: "", error: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      said.out += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said.error += text;
    });
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve(JSON.parse(said.out) as T) : reject(new Error(said.error))));
    child.stdin.end(JSON.stringify(question));
  });
}
