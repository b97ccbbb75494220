import type { Measure } from "../measure"
import { calls } from "./calls"
import { cpu } from "./cpu"
import { footprint } from "./footprint"
import { latency } from "./latency"
import { memory } from "./memory"
import { others } from "./others"
import { scale } from "./scale"
import { throughput } from "./throughput"
import { wait } from "./wait"

/** In the order of the page. What fills the tables comes last. */
export const measures: Measure[] = [calls, wait, latency, throughput, cpu, others, memory, footprint, scale]
