// The run that core's `stage_message` tells: its names, and arrays that are views of the message itself.

import { arrayOf, split } from "../message.js";
import { FEATURES } from "./network.js";

const NOTHING = ["f8", [0], 0]; // what an array that did not come looks like
const MEASURES = ["train_losses", "test_losses", "train_accuracies", "test_accuracies"];

/** What stands before the film: `[about, film]`, both views of one message. */
export function opened(message) {
  const [about, film] = split(message.slice()); // at an aligned address
  return [JSON.parse(about), new Film(film)];
}

export class Film {
  constructor(bytes) {
    const [text, rest] = split(bytes);
    const header = JSON.parse(text);
    Object.assign(this, header);
    const array = (name) => arrayOf(rest, header.arrays[name] ?? NOTHING);
    this.frames = array("frames"); // the epoch of each
    this.count = this.frames.length;
    this.table = array("parameters");
    this.width = this.table.length / this.count;
    this.normalized = "scales" in header.arrays;
    this.scales = array("scales");
    this.shifts = array("shifts");
    this.train = pointsOf(array("train_points"), array("train_labels"));
    this.test = pointsOf(array("test_points"), array("test_labels"));
    this.curves = Array.from({ length: header.left + 1 }, (_, run) =>
      Object.fromEntries(MEASURES.map((measure) => [measure, array(`${measure}${run}`)])),
    ); // this run's first; the epoch is the index
    this.dimensions = this.train.dimensions;
    this.depth = this.sizes.length - 1;
    this.lastEpoch = this.frames[this.count - 1];
    this.axisEpoch = Math.max(1, ...this.curves.map(({ train_losses }) => train_losses.length - 1), this.diverged_at ?? 0);
    this.classCount = this.answer === "value" ? 0 : this.answer === "classes" ? this.sizes.at(-1) : 2;
    this.valueReach = this.answer === "value" ? roundReach([this.train.targets, this.test.targets]) : 1;
    this.inputReach = this.inputs.map((name) => FEATURES[name].reach(this.reach));
  }

  /** The number of the class that a target stands for; undefined for values. */
  classOf(target) {
    if (this.answer === "value") return undefined;
    return this.answer === "classes" ? target : Number(target > 0);
  }

  /** The parameters of one frame, a view. */
  parameters(frame) {
    return this.table.subarray(frame * this.width, (frame + 1) * this.width);
  }

  /** What batch normalization does to each unit behind the inputs at this frame, or nothing. */
  norms(frame) {
    if (!this.normalized) return undefined;
    const units = this.scales.length / this.count;
    const part = (array) => array.subarray(frame * units, (frame + 1) * units);
    return { scales: part(this.scales), shifts: part(this.shifts) };
  }

  /** The last frame that is not after an epoch. */
  frameAt(epoch) {
    return Math.max(0, lastNotAfter(this.frames, epoch));
  }

  /** One parameter over all frames. */
  over(index) {
    return Float64Array.from({ length: this.count }, (_, frame) => this.table[frame * this.width + index]);
  }

  weightIndex(layer, unit, input) {
    return this.weights_at[layer - 1] + unit * this.sizes[layer - 1] + input;
  }

  biasIndex(layer, unit) {
    return this.biases_at[layer - 1] + unit;
  }

  /** A measure such as "train_losses" at an epoch; undefined where there is none. */
  measured(measure, epoch) {
    return this.curves[0][measure][epoch];
  }

  get hasAccuracy() {
    return this.curves[0].train_accuracies.length > 0;
  }
}

/** The round number at or above all of these in magnitude. */
function roundReach(arrays) {
  const largest = arrays.flatMap((array) => [...array]).reduce((most, x) => Math.max(most, Math.abs(x)), 0) || 1;
  const power = 10 ** Math.floor(Math.log10(largest));
  return power * [1, 1.5, 2, 3, 5, 10].find((factor) => factor * power >= largest * (1 - 1e-9));
}

function pointsOf(coordinates, targets) {
  const count = targets.length;
  const dimensions = count ? coordinates.length / count : 2;
  const column = (number) => Float64Array.from({ length: count }, (_, k) => coordinates[k * dimensions + number]);
  return { count, dimensions, xs: column(0), ys: dimensions > 1 ? column(1) : targets, targets };
}

/** The index of the last sorted number that is not above a value; -1 where all are. */
function lastNotAfter(numbers, value) {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
