"""The style and the few lines of script of the HTML report, kept inside the page itself."""

STYLE = """
:root{--paper:#fbfaf7;--sheet:#fff;--ink:#1d2126;--ink-2:#4b525c;--ink-3:#686f79;--rule:#d9d6cd;
--accent:#0b5c5a;--error:#b3261e;--error-soft:#fbeae8;--warning:#8a5200;--warning-soft:#fdf2df;
--info:#3c5a80;--info-soft:#eaf0f7;--good:#1c6b3c;--good-soft:#e6f3ea;--unknown:#565d68;
--sans:"PingFang SC","Microsoft YaHei","Noto Sans SC","Noto Sans CJK SC","WenQuanYi Micro Hei",
system-ui,sans-serif;
--serif:"Songti SC","SimSun","Noto Serif SC","Noto Serif CJK SC","Source Han Serif SC",serif;
--mono:ui-monospace,"SF Mono",Consolas,"Noto Sans Mono CJK SC","Noto Sans CJK SC",monospace}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:14px/1.65 var(--sans);
font-variant-numeric:tabular-nums lining-nums}
a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}
a:focus-visible,.item:focus-visible,label:focus-visible{outline:2px solid var(--accent)}
header{display:flex;gap:8px 20px;align-items:center;min-height:48px;padding:8px 24px;flex-wrap:wrap;
background:var(--sheet);border-bottom:1px solid var(--rule)}
header .mark{font:600 18px/1 var(--serif);letter-spacing:.08em}
header .sum{display:flex;gap:8px;flex-wrap:wrap;margin-left:auto}
.synthetic{background:var(--warning-soft);color:var(--warning);font-size:12px;text-align:center;
padding:2px}
main{max-width:1360px;margin:0 auto;padding:16px 24px 60px}
h1{font:600 26px/1.3 var(--serif);margin:0 0 10px}
.path{color:var(--ink-2);margin:0 0 12px;overflow-wrap:anywhere}
section.file+section.file{border-top:1px solid var(--rule);padding-top:20px;margin-top:36px}
section.form{margin:0 0 36px}
section.form>h2{font:600 20px/1.4 var(--serif);margin:20px 0 2px}
.sub{color:var(--ink-2);margin:0 0 12px}
.chip{display:inline-block;padding:1px 10px;border-radius:99px;font-size:12px;
border:1px solid var(--rule);color:var(--ink-2);background:var(--sheet)}
.chip.error{color:var(--error);border-color:#e8b9b5;background:var(--error-soft)}
.chip.warning{color:var(--warning);border-color:#ecd3a4;background:var(--warning-soft)}
.chip.good{color:var(--good);border-color:#b6d8c1;background:var(--good-soft)}
.chip.unknown{color:var(--unknown);background:repeating-linear-gradient(45deg,#eef0f2 0 4px,
#fff 4px 8px)}
.refused{background:var(--error-soft);border-left:3px solid var(--error);color:var(--error);
padding:10px 14px;margin:0 0 12px}
table.contents{border-collapse:collapse;background:var(--sheet);border:1px solid var(--rule);
margin:0 0 16px;min-width:min(100%,720px)}
table.contents th{font-weight:500;color:var(--ink-3);font-size:12px;text-align:left}
table.contents td,table.contents th{padding:6px 12px;border-bottom:1px solid var(--rule)}
table.contents .group td{background:#f7f6f2;color:var(--ink-2);font-size:12px;padding:3px 12px}
table.contents .num{text-align:right;white-space:nowrap;width:5.5em}
table.contents .error{color:var(--error);font-weight:600}
table.contents .warning{color:var(--warning);font-weight:600}
table.contents .nil{color:var(--ink-3)}
.filter{position:absolute;opacity:0}
.filters{display:flex;gap:6px;font-size:12px;padding:0 24px;max-width:1360px;margin:12px auto 0}
.filters label{padding:3px 12px;border:1px solid var(--rule);border-radius:4px;cursor:pointer;
background:var(--sheet);color:var(--ink-2)}
#all:checked~.filters [for=all],#error:checked~.filters [for=error],
#warning:checked~.filters [for=warning],#info:checked~.filters [for=info],
#accepted:checked~.filters [for=accepted]{
border-color:var(--accent);color:var(--accent);font-weight:600}
#all:focus-visible~.filters [for=all],#error:focus-visible~.filters [for=error],
#warning:focus-visible~.filters [for=warning],#info:focus-visible~.filters [for=info],
#accepted:focus-visible~.filters [for=accepted]{
outline:2px solid var(--accent)}
#error:checked~main .card:not(.error),#warning:checked~main .card:not(.warning),
#info:checked~main .card:not(.info),#all:checked~main .card.info,
#all:checked~main .card.accepted,#accepted:checked~main .card:not(.accepted){display:none}
#error:checked~main sup.n:not(.error),#warning:checked~main sup.n:not(.warning),
#info:checked~main sup.n:not(.info),#all:checked~main sup.n.info,
#accepted:checked~main sup.n{display:none}
#all:checked~main .f-info{background:none;box-shadow:none}
.hints,.waived{font-size:12px;color:var(--ink-2);margin:0 0 12px}
.hints label,.waived label{cursor:pointer}
#info:checked~main .hints,#accepted:checked~main .waived{display:none}
.chip.aside{color:var(--ink-2);background:#f0efeb}
.card.accepted{border-left-color:var(--rule);background:#f7f6f2;color:var(--ink-2)}
.card.accepted h4 .sev{color:var(--unknown)}.card.accepted h4{font-weight:500}
.card .who{border-left:2px solid var(--rule);padding-left:8px}
.repair{margin:4px 0 6px;font-size:13px}.repair b{font-weight:600}
.repair ul{list-style:none;margin:0;padding:0}.repair li{padding:2px 0;overflow-wrap:anywhere}
.repair .at{color:var(--ink-3);font-size:12px}.repair .why{color:var(--ink-3);font-size:12px}
.repair details{border:0;padding:0;margin:0;background:none;font-size:13px}
del{color:var(--error);text-decoration-thickness:1px}
ins{color:var(--good);text-decoration:none;font-weight:600}
.read{display:grid;grid-template-columns:minmax(0,1fr) 400px;gap:24px;align-items:start}
.sheet{background:var(--sheet);border:1px solid var(--rule);padding:24px 28px 16px;
font-family:var(--serif);position:sticky;top:8px;max-height:calc(100vh - 16px);overflow:auto}
.sheet h3{font:600 20px/1.4 var(--serif);text-align:center;margin:0 0 8px}
.sheet .edge{display:flex;justify-content:space-between;gap:16px;margin:0 0 6px;flex-wrap:wrap}
.sheet .edge.foot{margin:8px 0 0}.sheet .edge [class^=f-]{padding:0 4px 0 8px}
table.paper{width:100%;border-collapse:collapse;line-height:1.5;table-layout:auto}
table.paper+table.paper{margin-top:-1px}
table.paper td,table.paper th{border:1px solid #4a4f57;padding:4px 8px;vertical-align:middle;
overflow-wrap:anywhere}
table.paper th{font-weight:600;text-align:center}
table.paper th.label{font-weight:400;text-align:left;width:10.8em}
table.paper td.c{text-align:center}
table.paper td.value{text-align:center;min-width:6.5em}
table.paper td.standard{min-width:6.5em}
table.paper .ref{font:11px/1.4 var(--sans);color:var(--ink-3);width:3.2em}
.inferred{color:var(--ink-3);font-style:italic}
.f-error{background:var(--error-soft);box-shadow:inset 3px 0 0 var(--error)}
.f-warning{background:var(--warning-soft);box-shadow:inset 3px 0 0 var(--warning)}
.f-info{background:var(--info-soft);box-shadow:inset 3px 0 0 var(--info)}
.lit{outline:2px solid var(--ink);outline-offset:-2px}
.n{font:600 11px/1 var(--sans);color:#fff;background:var(--info);border-radius:8px;
padding:2px 6px;margin-left:4px;white-space:nowrap}
sup.n{vertical-align:2px;padding:0;background:none}
sup.n a{display:inline-block;color:#fff;background:var(--info);border-radius:8px;padding:2px 5px}
.n.error,sup.n.error a{background:var(--error)}.n.warning,sup.n.warning a{background:var(--warning)}
sup.n.error,sup.n.warning{background:none}
.card{background:var(--sheet);border:1px solid var(--rule);border-left:3px solid var(--info);
padding:10px 14px;margin-bottom:12px}
.card.error{border-left-color:var(--error)}.card.warning{border-left-color:var(--warning)}
.card h4{margin:0 0 4px;font-size:14px;line-height:1.5}
.card h4 .sev{color:var(--info);margin-right:4px}
.card.error h4 .sev{color:var(--error)}.card.warning h4 .sev{color:var(--warning)}
.card p{margin:0 0 4px}
.item+.item{border-top:1px dotted var(--rule);margin-top:8px;padding-top:8px}
.item .n{margin:0 6px 0 0}
.item .where{color:var(--ink-3);font-size:12px;text-wrap:pretty}
.work{font:12.5px/1.7 var(--mono);background:#f6f5f1;border-radius:4px;padding:6px 10px;
margin:4px 0 6px;white-space:pre-wrap;overflow-wrap:anywhere}
.folded{color:var(--ink-2);font-size:12px}
.fix{color:var(--ink-2)}.fix b,.basis b{color:var(--ink);font-weight:600}
.basis{color:var(--ink-3);font-size:12px;border-top:1px dotted var(--rule);margin-top:8px!important;
padding-top:6px}
details{background:var(--sheet);border:1px solid var(--rule);padding:8px 14px;margin-bottom:12px}
summary{cursor:pointer;color:var(--ink-2)}
details ul{margin:6px 0 0;padding:0 0 0 18px;font-size:13px}
.clean{background:var(--good-soft);border-left:3px solid var(--good);padding:10px 14px;
margin-bottom:12px}
footer{color:var(--ink-3);font-size:12px;text-align:center;padding:0 24px 32px}
@media(max-width:1000px){.read{grid-template-columns:minmax(0,1fr)}
.sheet{position:static;max-height:none;padding:16px;overflow-x:auto}main{padding:12px}}
@media print{@page{size:A4;margin:16mm 14mm}
body{background:#fff;font-size:10.5pt}.filters,.filter{display:none}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
main{padding:0;max-width:none}header{border:0;padding:0}
.read{display:block}.sheet{position:static;max-height:none;border:0;padding:0;overflow:visible}
table.paper tr,.card,.item{break-inside:avoid}section.form{break-before:page}
section.form:first-of-type{break-before:auto}aside{margin-top:10mm}a{color:inherit}}
"""

SCRIPT = """
(function(){var lit=[];
function find(e){var t=e.target;return t&&t.closest?t.closest('[data-n]'):null}
function put(e){lit.forEach(function(x){x.classList.remove('lit')});lit=[];var t=find(e);
if(!t)return;t.getAttribute('data-n').split(' ').forEach(function(n){
document.querySelectorAll('[data-n~="'+n+'"]').forEach(function(x){x.classList.add('lit');
lit.push(x);if(x!==t&&x.tagName==='TD')x.scrollIntoView({block:'nearest'})})})}
document.addEventListener('mouseover',put);document.addEventListener('focusin',put)})();
"""
