#!/bin/sh
# NAME: metod COMMAND
cd "$(dirname "$0")" || exit 2
if [ -x ./metod ]; then
  metod=./metod
elif command -v metod >/dev/null 2>&1; then
  metod=metod
else
  metod=
fi
if [ -n "$metod" ]; then
  "$metod" COMMAND
  code=$?
else
  echo "Программа metod не найдена." >&2
  echo "Положите файл metod в эту папку: $(pwd)" >&2
  echo "Программу даёт тот, кто ведёт площадку." >&2
  code=2
fi
# Окно, которое открыли двойным щелчком, остаётся, пока его не закроют.
if [ -t 0 ]; then
  printf '\nНажмите Enter, чтобы закрыть окно. '
  read -r _
fi
exit "$code"
