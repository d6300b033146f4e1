@echo off
rem dev test, dev lint, dev generate, dev lock, or any jiheng command: dev check FILE
rem The same as ./dev, for the Windows command prompt (docs/decisions/0005).
setlocal
set "ROOT=%~dp0"
set "PYTHONHOME="
set "PYTHONPATH="
set "PYTHONDONTWRITEBYTECODE="
set "PY=%ROOT%.venv\Scripts\python.exe"
if not exist "%PY%" goto make
fc /b "%ROOT%requirements.lock" "%ROOT%.venv\.stamp" >nul 2>nul && goto run

:make
set "CHECK=import sys; sys.exit(sys.version_info < (3, 11))"
for %%P in ("py -3" "python" "python3") do (
    %%~P -c "%CHECK%" >nul 2>nul && (
        %%~P -P "%ROOT%tools\bootstrap.py" || exit /b 2
        goto run
    )
)
echo Python 3.11 or newer is needed and was not found. Install it from the Microsoft Store or python.org. 1>&2
exit /b 2

:run
if "%~1"=="test" goto tools
if "%~1"=="lint" goto tools
if "%~1"=="generate" goto tools
if "%~1"=="lock" goto tools
if "%~1"=="precision" goto tools
if "%~1"=="mutate" goto tools
if "%~1"=="spark" goto tools
"%PY%" -P -m jiheng %*
exit /b %ERRORLEVEL%
:tools
"%PY%" -P "%ROOT%tools\dev.py" %*
exit /b %ERRORLEVEL%
