const { default: Sequencer } = require("@jest/test-sequencer")

/** What plays many trials in one file comes first: begun last, it would leave the other workers with nothing to do. */
const LONG = ["faults", "histories", "crash", "cluster", "admin", "http", "module", "playground", "unit"]

/** Jest orders by what it measured before and, on a fresh clone, by the size of a file, which says nothing of its length. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const rankOf = ({ context }) => LONG.indexOf(context.config.displayName.name)
    return super.sort([...tests]).sort((a, b) => rankOf(a) - rankOf(b))
  }
}
