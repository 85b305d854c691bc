// node bench/start-run.ts <folder> <durable|sandbox>: `npm start` of prod in a sandbox of its own. Exit code 1 where it fails.
import { sandbox } from "../cli/sandbox.ts";

const [, , folder = "", way] = process.argv;
const said: string[] = [];
const write = (text: string) => said.push(text);
const exitCode = await sandbox({ stack: "prod", folder, durable: way === "durable", write });
if (exitCode !== 0) throw new Error(said.join(""));
console.log(said.join("").match(/against fake vendors: (?<change>.+) in /)?.groups?.change);
