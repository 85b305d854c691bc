// What `slostack sandbox` runs outside of a Pulumi project.
import { Slostack } from "../slostack.ts";

export default await new Slostack("monitoring").outputs;
