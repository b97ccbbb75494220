/** Light and dark by the reader's own setting. */
export const style = `
:root { color-scheme: light dark; --ink: #17130f; --soft: #6b645c; --paper: #f7f5f2; --card: #fff; --line: #e5e0d9;
  --pink: #ffa8cd; --good: #1b7f4b; --bad: #b3261e; --warn: #96600a; --calm: #3b5bdb; }
@media (prefers-color-scheme: dark) { :root { --ink: #f1ece6; --soft: #a79f95; --paper: #14110f; --card: #1e1a17;
  --line: #37312b; --pink: #d97aa5; --good: #5fd39a; --bad: #ff8a80; --warn: #f0b95a; --calm: #91a7ff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 14px/1.45 system-ui, sans-serif; }
header { display: flex; flex-wrap: wrap; gap: 6px 18px; align-items: baseline; padding: 16px 24px;
  background: var(--card); border-bottom: 3px solid var(--pink); position: sticky; top: 0; z-index: 1; }
h1 { font-size: 18px; margin: 0; } h2 { font-size: 15px; margin: 0 0 10px; }
h3 { font-size: 12px; margin: 14px 0 4px; color: var(--soft); text-transform: uppercase; letter-spacing: .04em; }
header span, .soft { color: var(--soft); } .mono, pre { font-family: ui-monospace, monospace; font-size: 12px; }
#live { margin-left: auto; } #live.lost { color: var(--bad); }
main { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 24px; padding: 20px 24px; }
@media (max-width: 1000px) { main { grid-template-columns: minmax(0, 1fr); } }
details { background: var(--card); border: 1px solid var(--line); border-radius: 8px; margin-bottom: 8px; }
summary { padding: 9px 12px; cursor: pointer; display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: baseline; }
details[open] > summary { border-bottom: 1px solid var(--line); }
summary:focus-visible, button:focus-visible { outline: 2px solid var(--calm); outline-offset: 2px; border-radius: 8px; }
.inside { padding: 4px 12px 12px; overflow-x: auto; }
.push { margin-left: auto; } .second { flex-basis: 100%; font-size: 12px; } .amount { font-variant-numeric: tabular-nums; font-weight: 600; }
.tag { font-size: 11px; font-weight: 600; padding: 1px 7px; border-radius: 99px; border: 1px solid currentColor; }
.good { color: var(--good); } .bad { color: var(--bad); } .warn { color: var(--warn); } .calm { color: var(--calm); }
table { border-collapse: collapse; width: 100%; } td, th { text-align: left; padding: 3px 10px 3px 0; vertical-align: top; }
th { font-weight: 500; color: var(--soft); } td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
pre { margin: 0; padding: 8px 10px; background: var(--paper); border-radius: 6px; white-space: pre-wrap; overflow-wrap: anywhere; }
.fresh { animation: fresh 2s ease-out; } @keyframes fresh { from { border-color: var(--pink); box-shadow: 0 0 0 3px var(--pink); } }
@media (prefers-reduced-motion: reduce) { .fresh { animation: none; } }
.buyer { max-width: 460px; margin: 8vh auto; padding: 24px; background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
.buyer form { display: grid; gap: 8px; margin-top: 16px; } .buyer h1 { margin-bottom: 8px; }
button { font: inherit; padding: 10px; border-radius: 8px; border: 1px solid var(--line); background: var(--paper); color: var(--ink); cursor: pointer; }
button.main { background: var(--pink); border-color: var(--pink); color: #17130f; font-weight: 600; }
`
