"""What the help says, in Chinese and English: the commands, and their arguments and options."""

from __future__ import annotations

COMMANDS = {
    "check": ("核对绩效表，列出每处矛盾和算式", "check forms and show every contradiction"),
    "show": ("显示读到的表和推定的内容", "show a form as it was read"),
    "rule": ("查看一条规则；不写代码则列出全部", "explain a rule; without CODE list them all"),
    "doctor": ("逐步显示一份文件怎样被读、被判", "show every step from bytes to outcomes"),
    "explain": ("说明一条规则或一行指标在文件里的来龙去脉", "explain a rule, or a row, in a file"),
    "waive": (
        "接受一处问题：写明理由、谁接受、到哪一天",
        "accept a finding, with a reason, a name and a last day",
    ),
    "convert": (
        "把表转成数据，一项指标一行，原文和读出的值并排",
        "turn forms into data, one row an indicator, printed and read values side by side",
    ),
    "corpus": (
        "拿读到的表和人工录入的真值逐格对照，量出准确率",
        "compare what is read with forms typed by hand, and measure the accuracy",
    ),
    "evidence": (
        "佐证记录：导入、列出、核验、锁定、查差错",
        "records that prove an indicator: import, list, verify, lock, audit",
    ),
    "evaluate": (
        "按佐证记录算出每个指标的实际值、判定和得分",
        "actual values, verdicts and points of every indicator, from records",
    ),
    "monitor": (
        "绩效运行监控：执行和进度对照时间，亮灯、预警",
        "how far the year has come: execution and progress against time, with lights",
    ),
    "demo-data": (
        "写出一个县合成的一年（合成数据 SYNTHETIC），供试用",
        "write a county's synthetic year as files, to try everything on",
    ),
    "demo": (
        "在浏览器里试用合成的一年：每个岗位一键登录，只限本机",
        "the synthetic year in the browser: every role with one click, on this machine only",
    ),
    "serve": (
        "启动单位自己的服务器；--check 只看还缺什么",
        "run the office's own server; --check only says what is missing",
    ),
    "verify": (
        "核验佐证库、数据库或数据文件夹的记录链是否完好",
        "recompute the hash chain of an evidence store, a database or a data folder",
    ),
}
TEXTS = {
    "about": (
        "绩衡：读绩效目标表，逐格重算，说明每处不符从何而来。",
        "Jiheng reads performance-target forms, recomputes every figure and explains each gap.",
    ),
    "exit": (
        "退出码：0 没有问题；1 有错误或提醒；2 有文件没能核对或选项不对；130 被中断。",
        "Exit codes: 0 clean; 1 errors or warnings; 2 could not do the job; 130 interrupted.",
    ),
    "commands": ("命令", "commands"),
    "arguments": ("参数", "arguments"),
    "options": ("选项", "options"),
    "usage": ("用法：", "usage: "),
    "help": ("显示这份说明", "show this help"),
    "version": ("显示版本", "show the version"),
    "lang": ("语言：zh（默认）或 en", "language: zh (default) or en"),
    "paths": (
        "文件、文件夹或通配符；- 表示标准输入",
        "files, folders or patterns; - is standard input",
    ),
    "file": ("一个文件；- 表示标准输入", "one file; - is standard input"),
    "format": ("输出格式：", "output format: "),
    "output": ("写入文件（写完才替换旧文件）", "write to a file (replaced only when complete)"),
    "select": (
        "只核对这些规则：代码、名称或代码开头，可用逗号分隔",
        "only these rules: codes, slugs or code prefixes, separated by commas",
    ),
    "ignore": ("不报这些规则", "do not report these rules"),
    "profile": (
        "政策口径的名称，或自己的口径文件（.yaml）",
        "name of the policy profile, or a file of your own (.yaml)",
    ),
    "exit_zero": ("有错误或提醒时也以 0 退出", "exit 0 even where errors or warnings were found"),
    "quiet": ("每处问题只写一行，没有问题时不出声", "one line a finding, nothing when clean"),
    "verbose": ("列出提示全文和相符的算式", "full hints and the equations that close"),
    "no_color": ("不用颜色", "no colour"),
    "code": ("规则代码或名称，如 ARI01", "rule code or slug, such as ARI01"),
    "search": (
        "列出说到这些词的规则；几个词用空格隔开，都要有",
        "list the rules that speak of these words; several with blanks between: all of them",
    ),
    "what": (
        "规则代码（如 ARI01）或指标行（如 F1.C1）",
        "a rule code (such as ARI01) or a row (such as F1.C1)",
    ),
    "command": ("命令名", "command"),
    "action": (
        "import、pull、list、verify、lock 或 check",
        "import, pull, list, verify, lock or check",
    ),
    "records": (
        "记录文件（.csv .tsv .txt .xlsx）或文件夹",
        "files of records (.csv .tsv .txt .xlsx), or folders",
    ),
    "store": ("佐证库文件夹（默认 evidence）", "the folder of the store (default: evidence)"),
    "table": ("记录属于哪张表（默认看文件名）", "which table they belong to (default: by name)"),
    "ground": ("佐证库文件夹", "the folder of the evidence store"),
    "as_of": ("截止日，如 2023-12-31", "the day whose state is told, such as 2023-12-31"),
    "bindings": (
        "指标与计量方法对应表（.yaml；默认用佐证库里的 bindings.yaml）",
        "which measure counts which row (.yaml; default: bindings.yaml in the store)",
    ),
    "scheme": ("计分办法的名称（默认 mof2020）", "name of the scoring scheme (default: mof2020)"),
    "engine": (
        "计算引擎：duckdb（默认）、spark 或 spark://主机:端口",
        "engine: duckdb (default), spark, or spark://host:port",
    ),
    "explain_reasons": (
        "偏差原因（.yaml，一行一条：F1.T1: 原因）",
        "why rows are off target (.yaml, one a line: F1.T1: words)",
    ),
    "unexplained": (
        "有行要说明原因、有预警时也以 0 退出",
        "exit 0 even where rows need a reason or give a warning",
    ),
    "assumed": ("每行都列出所据的假定", "list the assumptions of every row"),
    "sheet": ("工作簿里的哪一张表", "which sheet of a workbook"),
    "encoding": ("文件编码（默认自动判断）", "encoding of the file (default: found out)"),
    "unit": ("金额单位：元 或 万元", "unit of the amounts: 元 or 万元"),
    "map": ("列名=字段，可写多次；记住以后不必再写", "HEADING=COLUMN, repeatable; remembered"),
    "by": ("谁做的", "who does it"),
    "preview": ("只看会怎样，不写入", "show what would happen, write nothing"),
    "period": ("要锁定的月份，如 2023-06", "the month to lock, such as 2023-06"),
    "source": (
        "数据源说明文件（pull 用）：从哪里、按什么取",
        "description of a source (for pull): where records are taken from, and how",
    ),
    "since": ("从哪一天取起，如 2023-01-01", "the first day to take, such as 2023-01-01"),
    "made": ("新建的文件夹", "the folder to make"),
    "result": (
        "结果文件，格式由结尾决定：.json、.xlsx、.csv、.md（写完才替换旧文件）",
        "the result, in the format its ending says: .json, .xlsx, .csv, .md (appears whole or not)",
    ),
    "resume": (
        "接着上次中断的地方做；做完的记在结果文件旁的 .journal 里，全部完成后删去",
        "go on where a run was interrupted; its journal stands beside the output until all is done",
    ),
    "journal": (
        "续跑记录放在这里（等于同时写了 --resume）",
        "keep that journal here (implies --resume)",
    ),
    "no_count": ("不报写了多少", "do not say how much was written"),
    "no_waivers": (
        "不看 jiheng-waivers.toml，已接受的问题也照报",
        "report accepted findings too (jiheng-waivers.toml is not looked at)",
    ),
    "baseline": (
        "这份基线里已有的问题不再列出，只报新出现的",
        "list only what this baseline does not know",
    ),
    "write_baseline": (
        "把现有的问题都记进这份基线",
        "write all findings there are into this baseline",
    ),
    "diff": (
        "比较一份表的两稿（先写旧稿，再写新稿）：改了哪几格，问题少了、多了哪些",
        "compare two versions of a file (the old one first): cells changed, findings gone and come",
    ),
    "propose": (
        "另存一份带批注的副本（-o 写明文件名），批注里写问题和可改成什么；原件不动",
        "write a copy with comments (-o names it): what is wrong and what could stand there",
    ),
    "place": (
        "哪一处，如 F1.C1；只有一处时可以不写",
        "which one, such as F1.C1; not needed where there is only one",
    ),
    "why": ("接受的理由", "why it is accepted"),
    "who": ("谁接受（岗位或姓名）", "who accepts it"),
    "until": ("到哪一天为止，如 2023-12-31", "the last day, such as 2023-12-31"),
    "list": ("列出这份文件已接受的问题，以及各条是否还有效", "list what is accepted of this file"),
    "folder": ("放着原文件的文件夹", "the folder with the files"),
    "truth": ("放着真值（.json）的文件夹", "the folder with the forms typed by hand (.json)"),
    "host": ("监听的地址（默认 127.0.0.1，只限本机）", "address to listen at (default: 127.0.0.1)"),
    "port": ("端口（默认 8600）", "port (default: 8600)"),
    "data": ("数据文件夹（已有的接着用）", "folder for the data (an existing one is used again)"),
    "workers": ("服务进程数（默认 1）", "processes that serve (default: 1)"),
    "set_up": (
        "建立财政局和第一个管理员，然后结束；没写的会逐项询问",
        "make the finance bureau and its first administrator, and end; asks for what is not given",
    ),
    "password-file": (
        "管理员密码所在的文件（第一行）；不写则在屏幕上输入。登录后须修改",
        "a file with the password in its first line; typed on the screen where there is none",
    ),
    "office": ("财政局的名称", "name of the finance bureau"),
    "office_code": ("财政局的单位代码", "its code"),
    "username": ("管理员的用户名", "user name of the administrator"),
    "name": ("管理员的姓名", "name of the administrator"),
    "lacking": ("不启动，只列出还缺什么", "start nothing, list what is missing"),
    "target": (
        "佐证库文件夹、.sqlite3 文件、postgresql:// 地址或数据文件夹",
        "an evidence store, a .sqlite3 file, a postgresql:// address or a data folder",
    ),
}
