export const USAGE = `Adopts the Klarna orders that another Klarna plugin made, so that this plugin keeps them true from now on.
Klarna is only read; nothing is sent to it.

  npx medusa exec ./node_modules/medusa-klarna/.medusa/server/src/scripts/klarna-backfill.js -- --provider 'pp_*klarna*'

The options come after "--". Without --adopt it is a dry run: it reports, and changes nothing.

  --provider <id>      whose payments: the id of the other plugin's payment provider, * for any letters
  --path <path>        where such a payment keeps the id of Klarna's order (data.order_id), or for example data.klarna.id
  --dry-run            only report; so it is without --adopt
  --adopt              adopt: the order is remembered, and its payment goes to this plugin's payment provider
  --sync               orders that differ from Klarna's are synchronised afterwards by the store's own job;
                       without it they wait, disconnected, until somebody looked at the difference and reconnects them
  --account <id>       ask this account of the options only
  --to-provider <id>   this plugin's payment provider, if it is not pp_klarna_klarna
  --resume             go on with the run that was interrupted, as it was asked for then
  --report <file>      where the report goes (<run>.json)
  --help               this

Ctrl-C ends the run after the page that is under way; --resume goes on behind it. Two runs at once are refused.`
