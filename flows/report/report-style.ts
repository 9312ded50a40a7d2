/** Colours as text on the two grounds; a test holds every pair to WCAG AA. */
export const PALETTES = {
  light: {
    ground: '#ffffff',
    card: '#fafafa',
    text: '#1f1f1f',
    quiet: '#565656',
    line: '#d6d6d6',
    code: '#f2f2f2',
    link: '#0f5ea8',
    right: '#0b6a0b',
    rightGround: '#eef7ee',
    wrong: '#a80f1d',
    wrongGround: '#fdf1f1',
    unclear: '#7a4d00',
    unclearGround: '#fff6e5',
    mark: '#fff3c9',
  },
  dark: {
    ground: '#1b1b1c',
    card: '#242425',
    text: '#f1f1f1',
    quiet: '#c3c3c3',
    line: '#474749',
    code: '#2d2d2f',
    link: '#7cb8f2',
    right: '#7fd087',
    rightGround: '#17291a',
    wrong: '#ff9ea3',
    wrongGround: '#331a1c',
    unclear: '#f2c464',
    unclearGround: '#30260f',
    mark: '#463a12',
  },
} as const;

type Palette = (typeof PALETTES)[keyof typeof PALETTES];

function variables(palette: Palette): string {
  return Object.entries(palette)
    .map(([name, colour]) => `--${name}:${colour}`)
    .join(';');
}

/** The whole style of the page; nothing in it comes from a server. */
export const STYLE = `
:root{color-scheme:light dark;${variables(PALETTES.light)}}
@media (prefers-color-scheme:dark){:root{${variables(PALETTES.dark)}}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--text);
font:400 1rem/1.55 'Segoe UI Variable Text','Segoe UI',system-ui,'Liberation Sans',Arial,sans-serif;overflow-wrap:anywhere}
main{max-width:56rem;margin:0 auto;padding:2.5rem 1.5rem 4rem}
h1,h2,h3,h4{line-height:1.25;font-weight:600;margin:0;break-after:avoid;text-wrap:balance}
h1{font-size:1.9rem;letter-spacing:-.01em}
h2{font-size:1.35rem;margin:3rem 0 .9rem;padding-top:1.4rem;border-top:1px solid var(--line)}
h3{font-size:1.05rem;margin:1.6rem 0 .7rem}
h4{font-size:1rem}
p,ul,ol,dl,pre{margin:.5rem 0}
ul,ol{padding-left:1.4rem}
li+li{margin-top:.35rem}
a{color:var(--link)}
.eyebrow,.quiet{color:var(--quiet)}
.eyebrow{margin:0 0 .3rem;font-size:.9rem}
.banner{padding:.8rem 1.5rem;border-bottom:2px dashed var(--unclear);color:var(--unclear);font-weight:600;text-align:center;
background:repeating-linear-gradient(-45deg,var(--unclearGround) 0 14px,var(--ground) 14px 28px)}
.banner span{background:var(--ground);padding:.15rem .6rem;border-radius:4px;box-decoration-break:clone;-webkit-box-decoration-break:clone}
.verdict{margin:1.4rem 0 1.8rem;padding:1.1rem 1.3rem;border-radius:8px;border:1px solid;border-left-width:6px}
.verdict p{margin:.25rem 0;color:var(--text)}
.verdict .tone{font-size:.9rem;font-weight:600}
.verdict .sentence{font-size:1.3rem;line-height:1.35;font-weight:600;text-wrap:pretty}
.right{border-color:var(--right);background:var(--rightGround)}.right .tone,.tag.right{color:var(--right)}
.wrong{border-color:var(--wrong);background:var(--wrongGround)}.wrong .tone,.tag.wrong{color:var(--wrong)}
.unclear{border-color:var(--unclear);background:var(--unclearGround)}.unclear .tone,.tag.unclear{color:var(--unclear)}
dl{display:grid;grid-template-columns:minmax(8rem,13rem) minmax(0,1fr);gap:.35rem 1.2rem}
dt{color:var(--quiet)}
dd{margin:0;min-width:0}
dd p:first-child,dd pre:first-child{margin-top:0}
dd>pre:last-child,.card>:last-child{margin-bottom:0}
.card{margin:.9rem 0;padding:1rem 1.2rem;border:1px solid var(--line);border-radius:8px;background:var(--card);break-inside:avoid-page}
.card>p{margin-top:.4rem}
.card.long{break-inside:auto}
.heading{display:flex;flex-wrap:wrap;gap:.3rem .8rem;align-items:baseline;justify-content:space-between}
.heading h4{flex:1 1 16rem;min-width:0}
.tag{flex:none;max-width:100%;padding:.05rem .6rem;border:1px solid;border-radius:1rem;font-size:.85rem;font-weight:600;color:var(--quiet)}
code,pre{font-family:'Cascadia Mono',Consolas,'DejaVu Sans Mono','Liberation Mono',monospace;font-size:.88em}
pre{padding:.55rem .75rem;border-radius:6px;background:var(--code);white-space:pre-wrap;break-inside:avoid-page}
pre.output{border-left:3px solid var(--line);border-radius:0 6px 6px 0;break-inside:auto}
.steps>li{break-inside:avoid}
.path{list-style:none;padding:0;margin:.5rem 0 1rem}.path li+li{margin-top:0}.path p{margin:0}
.path .link{margin:.15rem 0 .15rem .6rem;padding:.35rem .8rem;border:0;border-left:3px solid;background:none}
.path .link.right{border-left-style:solid}.path .link.wrong{border-left-style:dashed}.path .link.unclear{border-left-style:dotted}
.path .link b{color:inherit}.link.right b{color:var(--right)}.link.wrong b{color:var(--wrong)}.link.unclear b{color:var(--unclear)}
table{width:100%;border-collapse:collapse;table-layout:fixed;margin:.8rem 0 1.6rem;font-size:.93rem}
ul+table{margin-top:0}
caption{text-align:left;font-weight:600;padding:.3rem 0 .5rem}
th,td{padding:.45rem .6rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
thead th:first-child{width:26%}
thead th{color:var(--quiet);font-weight:600;border-bottom-width:2px}
tbody th{font-weight:400}
tr{break-inside:avoid}
thead{display:table-header-group}
tr.changed th,tr.changed td{background:var(--mark)}
tr.changed th,tr.changed td:last-child{font-weight:600}
td div+div{margin-top:.2rem}
td .set,.changed .mark{display:block;font-size:.85em;font-weight:400;color:var(--quiet)}
.changed .mark,.changed .set{color:var(--text)}
footer{margin-top:3rem;padding-top:1rem;border-top:1px solid var(--line);color:var(--quiet);font-size:.9rem}
@media screen and (max-width:36rem){main{padding:1.5rem 1rem 3rem}h1{font-size:1.5rem}dl{grid-template-columns:minmax(0,1fr);gap:0}dd+dt{margin-top:.5rem}
.card{padding:.8rem .9rem}table,caption,thead,tbody{display:block}tr{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));border-bottom:1px solid var(--line)}
th,td{padding:.3rem .4rem;border:0}tr>:first-child,thead th:first-child{grid-column:1/-1;width:auto;font-weight:600}
tr>:nth-child(2):last-child{grid-column:1/-1}}
@media print{:root{color-scheme:light;${variables(PALETTES.light)}}
@page{margin:18mm 16mm 20mm;@bottom-right{content:counter(page) ' / ' counter(pages);font:9pt 'Segoe UI',sans-serif;color:#565656}}
html{font-size:10pt}main{max-width:none;padding:0}h2{margin-top:1.6rem}
.banner{margin-bottom:1rem;border:2px dashed var(--unclear)}
.verdict,.card,tr.changed th,tr.changed td,pre,.banner{print-color-adjust:exact;-webkit-print-color-adjust:exact}
p,li{orphans:3;widows:3}}
@media (forced-colors:active){.verdict,.card,.tag,pre{border:1px solid}}
`;

/** What stands at the foot of every printed page where no real server was touched. */
export function pageFoot(words: string): string {
  return words === '' ? '' : `@media print{@page{@bottom-left{content:'${words}';font:600 9pt 'Segoe UI',sans-serif;color:#7a4d00}}}`;
}
