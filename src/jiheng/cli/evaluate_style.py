"""The style of the evaluation's page, kept inside the page itself."""

from __future__ import annotations

STYLE = """
:root{--paper:#fbfaf7;--sheet:#fff;--ink:#1d2126;--ink-2:#4b525c;--ink-3:#686f79;--rule:#d9d6cd;
--rule-2:#ece9e1;--accent:#0b5c5a;--bad:#b3261e;--bad-soft:#fbeae8;--warn:#8a5200;
--warn-soft:#fdf2df;--good:#1c6b3c;--good-soft:#e6f3ea;--unknown:#565d68;--unknown-soft:#eef0f2;
--sans:"PingFang SC","Microsoft YaHei","Noto Sans SC","Noto Sans CJK SC","WenQuanYi Micro Hei",
system-ui,sans-serif;
--serif:"Songti SC","SimSun","Noto Serif SC","Noto Serif CJK SC","Source Han Serif SC",serif;
--mono:ui-monospace,"SF Mono",Consolas,"Noto Sans Mono CJK SC","Noto Sans CJK SC",monospace}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:14px/1.6 var(--sans);
font-variant-numeric:tabular-nums lining-nums}
a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}
a:focus-visible,summary:focus-visible{outline:2px solid var(--accent);outline-offset:1px}
header{display:flex;gap:4px 20px;align-items:center;min-height:48px;padding:6px 24px;
flex-wrap:wrap;background:var(--sheet);border-bottom:1px solid var(--rule)}
header h1{font:600 16px/1.4 var(--serif);margin:0}
header .mark{font-size:18px;letter-spacing:.08em;margin-right:12px}
header p{margin:0 0 0 auto;color:var(--ink-2);font-size:12px}
.synthetic{background:var(--warn-soft);color:var(--warn);font-size:12px;text-align:center;
padding:2px}
main{max-width:1320px;margin:0 auto;padding:16px 24px 40px}
section.form{margin:0 0 48px}
h2{font:600 26px/1.3 var(--serif);margin:4px 0 2px}
h3{font:600 14px/1.5 var(--sans);margin:0 0 8px}
.sub{color:var(--ink-2);margin:0 0 14px}
.sub b{font-weight:500;color:var(--warn);background:var(--warn-soft);border-radius:99px;
font-size:12px;padding:1px 10px;margin-left:10px;white-space:nowrap}
.kpis{display:grid;grid-template-columns:repeat(4,1fr);gap:12px;margin:0 0 16px}
.kpi{background:var(--sheet);border:1px solid var(--rule);padding:10px 16px}
.kpi span{display:block;color:var(--ink-3);font-size:12px}
.kpi b{font:600 22px/1.35 var(--sans)}.kpi b small{font:400 14px/1 var(--sans);color:var(--ink-3)}
.kpi.bad b{color:var(--bad)}.kpi.good b{color:var(--good)}.kpi.warn b{color:var(--warn)}
table{border-collapse:collapse;width:100%;background:var(--sheet)}
table.live{border:1px solid var(--rule);margin:0 0 16px}
table.live th{font-weight:500;color:var(--ink-3);font-size:12px;text-align:left;padding:7px 10px;
border-bottom:1px solid var(--rule)}
table.live td{padding:7px 10px;border-bottom:1px solid var(--rule-2);vertical-align:top}
table.live tr:last-child td{border-bottom:0}
table.live .num{text-align:right;white-space:nowrap}
table.live td.bar{padding-top:9px;width:200px}table.live td.name{min-width:14em}
table.live .ref{color:var(--ink-3);font-size:12px;width:3.2em;white-space:nowrap}
table.live tr.group td{background:#f7f6f2;color:var(--ink-2);font-size:12px;padding:3px 10px}
table.live .note{display:block;color:var(--ink-3);font-size:12px;line-height:1.5;max-width:56em}
table.live .note.need{color:var(--bad)}
table.live .pair{display:block;color:var(--ink-3);font-size:12px}
table.live .of{color:var(--ink-3)}
.v{display:inline-block;min-width:68px;text-align:center;border-radius:4px;padding:1px 8px;
font-size:12px;white-space:nowrap}
.v.met{background:var(--good-soft);color:var(--good)}.v.not{background:var(--bad-soft);
color:var(--bad)}.v.cant{background:var(--warn-soft);color:var(--warn)}
.v.open{color:var(--unknown);background:repeating-linear-gradient(45deg,var(--unknown-soft) 0 4px,
#fff 4px 8px)}
.light{display:inline-block;width:10px;height:10px;border-radius:50%;margin-right:6px;
border:1px solid rgba(0,0,0,.25)}
.light.red{background:#b3261e}.light.yellow{background:#e0a95a}.light.green{background:#2c8a55}
.light.blue{background:#2f6db3}
.charts{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:16px;margin:0 0 16px}
.chart{background:var(--sheet);border:1px solid var(--rule);padding:12px 16px;min-width:0}
.chart.full,.chart:nth-child(odd):last-child,.chart:nth-child(odd):has(+.full){grid-column:1/-1}
.chart .pairs{display:flex;gap:24px;flex-wrap:wrap}.chart .pairs>div{max-width:100%}
.chart p{margin:0 0 4px;color:var(--ink-3);font-size:12px}
.total{background:var(--sheet);border:1px solid var(--rule);border-left:3px solid var(--warn);
padding:8px 14px;margin:0 0 12px}
.total.good{border-left-color:var(--good)}
.stated{color:var(--ink-2);font-size:12px;margin:0 0 12px}
details{background:var(--sheet);border:1px solid var(--rule);padding:8px 14px;margin:0 0 12px}
summary{cursor:pointer;color:var(--ink-2)}
table.trace{font-size:12px;margin-top:8px}
table.trace th{font-weight:500;color:var(--ink-3);text-align:left;padding:4px 10px 4px 0}
table.trace td{border-top:1px solid var(--rule-2);padding:5px 10px 5px 0;vertical-align:top}
table.trace .sha{font-family:var(--mono);font-size:11px;color:var(--ink-3)}
table.trace .src{overflow-wrap:anywhere}
table.trace td:target,tr:target td{background:var(--warn-soft)}
ul.warnings{list-style:none;margin:0 0 16px;padding:0}
ul.warnings li{background:var(--sheet);border:1px solid var(--rule);border-left:3px solid
var(--warn);padding:6px 14px;margin:0 0 -1px}
ul.warnings li.bad{border-left-color:var(--bad)}
ul.warnings .ref{font-weight:600;margin-right:8px}
.calm{background:var(--good-soft);border-left:3px solid var(--good);padding:8px 14px;
margin:0 0 16px}
footer{color:var(--ink-3);font-size:12px;text-align:center;padding:0 24px 32px}
@media(max-width:1000px){.charts{grid-template-columns:minmax(0,1fr)}
.kpis{grid-template-columns:repeat(2,1fr)}main,header{padding-left:12px;padding-right:12px}}
@media(max-width:700px){header p{margin:0}h2{font-size:20px}
.kpi{padding:8px 12px}.kpi b{font-size:18px}
table.live,table.live tbody{display:block}
table.live tr.head{display:none}
table.live tr{display:grid;grid-template-columns:3em 1fr auto;gap:2px 8px;padding:8px 12px;
border-bottom:1px solid var(--rule-2)}
table.live tr.group,table.live tr.group td{display:block;padding:0}
table.live tr.group td{padding:3px 12px}table.live td.name{min-width:0}
table.live td{border:0;padding:0;text-align:left}
table.live td.name{grid-column:2/4}
table.live td.target,table.live td.actual{grid-column:2}
table.live td.target::before{content:attr(data-h) " ";color:var(--ink-3);font-size:12px}
table.live td.actual::before{content:attr(data-h) " ";color:var(--ink-3);font-size:12px}
table.live td.target.num,table.live td.actual.num{text-align:left;white-space:normal}
table.live td.bar{grid-column:2/4;width:auto;padding:0}
table.live td.bar:empty,table.live td.target:empty{display:none}
table.live td.verdict{grid-column:3;grid-row:2;justify-self:end}
table.live td.proof.num{grid-column:2;text-align:left}table.live td.score{grid-column:3}
table.live .pair{display:inline;margin-left:6px}
.scroll{overflow-x:auto}table.trace{min-width:560px}.chart{padding:10px 12px}}
@media print{@page{size:A4;margin:13mm 12mm}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
body{background:#fff;font-size:9pt;line-height:1.42}header{border:0;padding:0 0 4px;min-height:0}
main{padding:0;max-width:none}section.form{break-before:page;margin:0}
section.form:first-of-type{break-before:auto}
h2{font-size:16pt}.kpi{padding:5px 10px}.kpi b{font-size:13pt}.kpis{grid-template-columns:
repeat(4,1fr);gap:6px;margin-bottom:8px}
table.live td,table.live th{padding:2px 5px}table.live tr.group td{padding:1px 5px;font-size:7.5pt}
table.live td.bar{min-width:84px;width:84px;padding-top:4px}table.live td.bar svg{width:76px;
min-width:76px}table.live td.name{width:44%;min-width:0}table.live td.num.target{white-space:normal;
min-width:6.5em}
.chart:not(.full) .jd-wide{display:none}.chart:not(.full) .jd-narrow{display:block}
.chart:not(.full):not(:has(+.none)){grid-column:auto}h3{font-size:9.5pt;margin-bottom:3px}
.chart p{font-size:7.5pt}.total{padding:4px 10px;margin-bottom:6px}.stated{margin-bottom:6px}
.sub{margin-bottom:8px}
table.live tr,.chart,.total,.kpi,li{break-inside:avoid}tr.group{break-after:avoid}
.v{min-width:0}table.live .note,.kpi span,.stated,table.trace{font-size:7.5pt}
.charts{grid-template-columns:repeat(2,minmax(0,1fr));gap:8px}.chart{padding:6px 10px}
a{color:inherit}details:not([open]){display:none}footer{padding:0}}
"""
