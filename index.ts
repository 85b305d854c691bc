import { Slostack } from "./slostack.ts";

// Which catalog, environment and vendors: the settings of the stack (Pulumi.<stack>.yaml). Their paths are meant from here.
process.chdir(import.meta.dirname);

const monitoring = new Slostack("monitoring");

export default await monitoring.outputs;
