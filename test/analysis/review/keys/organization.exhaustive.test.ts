import { noneIsSilent } from "./silent.ts";

noneIsSilent("organization");
