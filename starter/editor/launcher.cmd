@echo off
rem NAME: metod COMMAND
chcp 65001 >nul
title Metod
pushd "%~dp0"
set "METOD=%~dp0metod.exe"
if exist "%METOD%" goto found
set "METOD="
for %%I in (metod.exe) do set "METOD=%%~$PATH:I"
if defined METOD goto found
echo Программа metod не найдена.
echo Положите metod.exe в эту папку:
echo %~dp0
echo Программу даёт тот, кто ведёт площадку.
set "CODE=2"
goto end
:found
"%METOD%" COMMAND
set "CODE=%ERRORLEVEL%"
:end
popd
echo.
pause
exit /b %CODE%
