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
header{display:flex;gap:6px 20px;align-items:center;min-height:48px;padding:6px 24px;
flex-wrap:wrap;background:var(--sheet);border-bottom:1px solid var(--rule);position:sticky;top:0;
z-index:2}
header h1{font:600 16px/1.4 var(--serif);margin:0;white-space:nowrap}
header .mark{font-size:18px;letter-spacing:.08em;margin-right:12px}
header .sum{display:flex;gap:6px;flex-wrap:wrap;margin:0 0 0 auto}
.synthetic{background:var(--warning-soft);color:var(--warning);font-size:12px;text-align:center;
padding:2px}
main{max-width:1360px;margin:0 auto;padding:16px 24px 60px}
main h1{font:600 26px/1.3 var(--serif);margin:0 0 10px}
[id]{scroll-margin-top:60px}
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
.wide{overflow-x:auto;margin:0 0 20px}
table.contents{border-collapse:collapse;background:var(--sheet);border:1px solid var(--rule);
width:100%}
table.contents th{font-weight:500;color:var(--ink-3);font-size:12px;text-align:left}
table.contents td,table.contents th{padding:5px 12px;border-bottom:1px solid var(--rule)}
table.contents .group td{background:#f4f2ec;color:var(--ink-2);font-size:12px;padding:2px 12px}
table.contents .from{color:var(--ink-3);font-size:12px;margin-left:8px;overflow-wrap:anywhere}
table.contents .unknown{color:var(--unknown)}
table.contents .num{text-align:right;white-space:nowrap;width:5.5em}
table.contents .error{color:var(--error);font-weight:600}
table.contents .warning{color:var(--warning);font-weight:600}
table.contents .nil{color:var(--ink-3)}
.filter{position:absolute;opacity:0}
.filters{display:flex;gap:6px;flex-wrap:wrap;align-items:center}
.filters label{cursor:pointer}
.filters select{font:12px/1.6 var(--sans);color:var(--ink-2);background:var(--sheet);
border:1px solid var(--rule);border-radius:99px;padding:2px 8px;max-width:15em}
.filters .keys{font-size:12px;color:var(--ink-3);margin-left:6px}
#all:checked~header [for=all],
#error:checked~header [for=error],
#warning:checked~header [for=warning],
#info:checked~header [for=info],
#accepted:checked~header [for=accepted]{
box-shadow:inset 0 0 0 1.5px currentColor;font-weight:600}
.chip.all{color:var(--accent)}
#all:focus-visible~header [for=all],
#error:focus-visible~header [for=error],
#warning:focus-visible~header [for=warning],
#info:focus-visible~header [for=info],
#accepted:focus-visible~header [for=accepted],
select:focus-visible,summary:focus-visible{outline:2px solid var(--accent);outline-offset:1px}
#error:checked~main .card:not(.error),#warning:checked~main .card:not(.warning),
#info:checked~main .card:not(.info),#accepted:checked~main .card:not(.accepted),
#error:checked~main .level:not(.error),#warning:checked~main .level:not(.warning),
#info:checked~main .level,#accepted:checked~main .level,
#error:checked~main .hints,#warning:checked~main .hints,#accepted:checked~main .hints,
#error:checked~main .waived,#warning:checked~main .waived,#info:checked~main .waived,
.off,.none{display:none!important}
#error:checked~main sup.n:not(.error),#warning:checked~main sup.n:not(.warning),
#info:checked~main sup.n:not(.info),#all:checked~main sup.n.info,
#accepted:checked~main sup.n{display:none}
#all:checked~main section:has(.hints[open]) sup.n.info{display:inline}
#accepted:checked~main .f-error,#accepted:checked~main .f-warning,
#accepted:checked~main .f-info,#all:checked~main .f-info,.dim{background:none!important;
box-shadow:none!important}
.hints>div,.waived>div{margin-top:10px}.hints .card:last-child{margin-bottom:2px}
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
.more{columns:400px 3;column-gap:24px;margin-top:12px}
.more>.card,.more>details,.level{break-inside:avoid}
.more>.hints,.more>.waived{column-span:all}.hints>div,.waived>div{columns:400px 3;column-gap:24px}
.hints .card,.waived .card{break-inside:avoid}
.level{font:600 13px/1.4 var(--sans);margin:0 0 8px;break-after:avoid;color:var(--info)}
.level.error{color:var(--error)}.level.warning{color:var(--warning)}
*+.level{margin-top:16px}
.sheet{background:var(--sheet);border:1px solid var(--rule);padding:24px 28px 16px;
font-family:var(--serif);overflow-x:auto}
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
padding:2px 6px;margin-left:4px;white-space:nowrap;font-style:normal}
sup.n{vertical-align:2px;padding:0;background:none}
sup.n a{display:inline-block;color:#fff;background:var(--info);border-radius:8px;padding:3px 5px}
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
.item .where,.card>.where{color:var(--ink-3);font-size:12px;text-wrap:pretty}
.work{font:12.5px/1.6 var(--mono);background:#f6f5f1;border-radius:4px;padding:6px 10px;
margin:4px 0 6px;overflow-wrap:anywhere}
.work div{padding-left:1.6em;text-indent:-1.6em;white-space:pre-wrap}
.folded{color:var(--ink-2);font-size:12px}
.fix{color:var(--ink-2)}.fix b,.basis b{color:var(--ink);font-weight:600}
.basis{color:var(--ink-3);font-size:12px;border-top:1px dotted var(--rule);margin-top:8px!important;
padding-top:6px}
.slug{color:var(--ink-3)}
details{background:var(--sheet);border:1px solid var(--rule);padding:8px 14px;margin-bottom:12px}
.card details{border:0;padding:0;margin:0}
summary{cursor:pointer;color:var(--ink-2)}
.rules{border-top:1px solid var(--rule);margin-top:40px;padding-top:12px}
.rules h2{font:600 20px/1.4 var(--serif);margin:8px 0 2px}
.rules details{margin:0;border-bottom:0}
.rules details:last-child{border-bottom:1px solid var(--rule)}
.rules summary b{font-weight:600;color:var(--accent);margin-right:8px;display:inline-block;
min-width:4em}
.rules .page{max-width:760px;padding:2px 0 6px 1.1em}
.rules .page h4{margin:12px 0 2px;font-size:13px}
.rules .page p{margin:0 0 4px}.rules .page table{margin:4px 0;font-family:var(--serif)}
.rules .sev{font-size:12px;margin-left:8px;color:var(--info)}.rules .sev.error{color:var(--error)}
.rules .sev.warning{color:var(--warning)}.rules .where{color:var(--ink-3);font-size:12px}
details ul{margin:6px 0 0;padding:0 0 0 18px;font-size:13px}
.clean{background:var(--good-soft);border-left:3px solid var(--good);padding:10px 14px;
margin-bottom:12px}
footer{color:var(--ink-3);font-size:12px;text-align:center;padding:0 24px 32px}
@media(max-width:1000px){.read{grid-template-columns:minmax(0,1fr);gap:12px}.more,.hints>div,.waived>div{columns:1}
.sheet{padding:16px}main,header{padding-left:12px;padding-right:12px}.filters .keys{display:none}
header{position:static}[id]{scroll-margin-top:8px}}
@media(max-width:640px){.sheet table.paper{min-width:560px}.read>*{min-width:0}
table.contents td,table.contents th{padding:5px 8px}table.contents .of{display:none}
table.contents td,table.contents th{padding:5px 6px}
table.contents .num{width:3em;white-space:normal}}
@media print{@page{size:A4;margin:14mm 12mm}
body{background:#fff;font-size:10pt}.filters,.filter,.keys{display:none}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
main{padding:0;max-width:none}header{border:0;padding:0;position:static}
.read{display:block}.sheet{border:0;padding:0;overflow:visible}
table.contents tr,.card,.item,.level{break-inside:avoid}.rules table.paper{font-size:9pt}
section.form{break-before:page}
section.form:first-of-type{break-before:auto}aside,.more{columns:2;column-gap:6mm;margin-top:5mm}
.read+.more{margin-top:0}.card,details{padding:6px 9px;margin-bottom:6px;font-size:9pt}
.card h4{font-size:9.5pt}.work{font-size:8pt}
.rules,.hints:not([open]),.waived:not([open]){display:none}.rules:has(details[open]){display:block}
.rules details:not([open]){display:none}a{color:inherit}sup.n a,a.n{color:#fff}}
"""

SCRIPT = """
(function(){var d=document,m=d.querySelector('main'),rule=d.getElementById('rule'),lit=[];
function all(q,r){return [].slice.call((r||d).querySelectorAll(q))}
function seen(x){var h=x.closest('details:not([open])');return x.offsetParent!==null&&
!(h&&x.closest('summary')===null)}
function put(e){var t=e.target;t=t&&t.closest?t.closest('[data-n]'):null;
lit.forEach(function(x){x.classList.remove('lit')});lit=[];if(!t)return;
t.getAttribute('data-n').split(' ').forEach(function(n){
all('[data-n~="'+n+'"]',m).forEach(function(x){x.classList.add('lit');lit.push(x)})})}
function sift(){var f=d.querySelector('.filter:checked').id,c=rule?rule.value:'';
function other(x){x.classList.toggle('off',!!c&&x.getAttribute('data-c')!==c)}
all('.card[data-c]',m).forEach(other);all('sup.n[data-c]',m).forEach(other);
all('.hints,.waived',m).forEach(function(x){
var want=c?x.querySelector('.card:not(.off)'):x.className===(f==='info'?'hints':f==='accepted'?
'waived':'');if(want||!c&&f==='all'&&x.opened)x.open=!!want;x.opened=!!want;
x.classList.toggle('off',!!c&&!want)});
var some=!!c||f!=='all';m.classList.toggle('some',some);
all('section.form,section.file',m).forEach(function(x){x.classList.remove('none');
x.classList.toggle('none',some&&!all('.card',x).some(seen))});
all('[class*="f-"]',m).forEach(function(x){
x.classList.toggle('dim',some&&!all('sup.n',x).some(seen))})}
function go(){var x=d.getElementById(decodeURIComponent(location.hash.slice(1))),y=x;
while(y){if(y.tagName==='DETAILS')y.open=true;y=y.parentNode}
if(x){x.scrollIntoView({block:'center'});put({target:x});if(x.className==='item')x.focus()}}
function step(e){var t=e.target,k=e.key,i,a;if(e.ctrlKey||e.metaKey||e.altKey||
/SELECT|TEXTAREA/.test(t.tagName)||k!=='j'&&k!=='k')return;a=all('.item',m).filter(seen);
i=a.indexOf(t.closest&&t.closest('.item'))+(k==='j'?1:-1);if(i<-1)i=a.length-1;
if(a[i]){a[i].focus({preventScroll:true});a[i].scrollIntoView({block:'center'})}}
d.addEventListener('mouseover',put);d.addEventListener('focusin',put);
d.addEventListener('keydown',step);window.addEventListener('hashchange',go);
all('.filter').forEach(function(x){x.addEventListener('change',sift)});
if(rule){rule.hidden=false;rule.nextSibling.hidden=false;rule.addEventListener('change',sift)}
if(location.hash)go()})();
"""
