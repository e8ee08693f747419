#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts how many files in other encodings than UTF-8 are read right.

  tests/soak/encodings.py BROADSHEET-CLI [--verbose]

Writes our own sentences, whole and in part, to files in each encoding, lists the folder, and compares the titles.
"""
import json
import os
import subprocess
import sys
import tempfile

WESTERN = [
    "Le café de l’été", "Déjà vu", "La forêt est très calme ce soir", "Où êtes-vous allé dîner ?", "Ça va ? Très bien",
    "Grüße aus München", "Die Straße führt über den Fluss", "Schöne Ferien für alle", "Äpfel und Öl", "Überall Lärm",
    "El niño comió una manzana", "Mañana será otro día", "¿Dónde está la estación?", "¡Qué sorpresa!", "Año nuevo",
    "A estação fica perto da praça", "Informação e comunicação", "Não há pão", "São Paulo à noite", "Açúcar e limão",
    "Perché il caffè è già freddo", "La città più bella", "Così è la vita", "L’università è chiusa",
    "Vi åkte båt till ön", "Smörgåsbord på svenska", "Hälsningar från Malmö", "Rødgrød med fløde", "Æbler på øen",
    "Blåbær og jordbær", "Één café in Curaçao", "Reünie van de coöperatie", "Íslenska er falleg", "Naïve résumé",
    "It’s “quoted” here", "The company’s plan – a new start", "“Well,” she said", "Wait… what?", "He said ‘no’ twice",
    "Rock ’n’ roll – the early years", "A “new” plan for café owners", "50 € für alle", "Price: £20 – £30",
    "© 2019 Société Générale", "Temperature: 21°C outside", "Page 4 – “The end”", "Señor Núñez’s house",
    "François’s garden", "Zoë and Chloë", "Ångström", "Þetta er gott", "Œuvre complète", "Cœur et âme", "Voilà",
    "Crème brûlée", "Jalapeño", "Fiancé", "Piñata", "Über", "Façade", "Olá, tudo bem? Até amanhã",
    "L’œil du témoin", "Mr. Müller’s “Haus”", "Café – bar", "Touché!", "Pâtisserie",
]
SIMPLIFIED = [
    "快捷键总结", "今天下午下雨", "我们坐在窗边喝茶", "寄生少女ゆうちゃん", "龘㐀", "生僻字：㙍䶮𠮷", "中国", "测试", "你好，世界",
    "春天来了", "一个人的旅行", "《红楼梦》读后感", "如何学习编程", "日志：2013 年", "联通", "工具", "北京的秋天", "数据库优化笔记",
    "关于Linux内核的几个问题", "さくらの花", "カタカナの言葉", "新年快乐！", "老街", "雨声", "他说：“明天再来。”", "第1章 开始",
    "微信小程序开发", "图书馆里的下午", "怎么办？", "周末去爬山", "读书", "电影推荐", "散文", "生活随笔", "代码", "梦",
    "镕基与喆理", "㎡和㎏", "价格：￥100～200", "……", "全角ＡＢＣ１２３", "ドラえもん", "初音ミク", "陶喆的歌",
    "C++ 学习", "a中b", "Hello 世界", "Java入门教程", "编码问题", "这是一个测试",
]
TRADITIONAL = [
    "臺灣的天氣與生活", "今天下午雷雨", "我們坐在窗邊喝茶", "說起從前住過的老街", "中國", "測試", "你好，世界", "春天來了", "一個人的旅行",
    "《紅樓夢》讀後感", "如何學習程式設計", "日誌：2013 年", "工具", "臺北的秋天", "資料庫最佳化筆記", "關於Linux核心的問題", "新年快樂！",
    "老街", "雨聲", "他說：「明天再來。」", "第1章 開始", "圖書館裡的下午", "怎麼辦？", "週末去爬山", "讀書", "電影推薦", "散文", "生活隨筆",
    "程式碼", "夢", "許功蓋", "香港", "這是一個測試", "音樂", "繁體中文", "功能說明", "a中b", "Hello 世界", "網頁設計", "文化與歷史",
]
JAPANESE = [
    "日本語の題", "はてなの記事をまとめる", "これは C:\\x と a~b です", "きょうは朝から雨が降っていた", "写真を整理しました", "東京", "テスト",
    "こんにちは、世界", "春が来た", "一人旅", "本を読む", "プログラミング入門", "日記：2013年", "京都の秋", "データベースの話",
    "Linuxカーネルについて", "お正月", "古い町", "雨の音", "「明日また来る」と言った", "第1章 はじまり", "図書館の午後", "どうする？",
    "週末は山へ", "読書", "映画", "随筆", "表示", "夢", "能力と可能性", "ソフトウェア", "十年", "予定表", "ﾊﾝｶｸ ｶﾅ", "価格～100円",
    "①②③ の手順", "髙橋さん", "パス C:\\Users\\me", "~/memo を開く", "Hello 世界", "漢字", "経済新聞", "会社の構造", "ー", "ねこ",
]
BODIES = {
    "cp1252": ["plain\n", "Nothing but plain English in what follows, line after line.\n" * 40, None],
    "gb18030": ["正文\n", "plain\n", "There is nothing but plain English in what follows.\n" * 60, None],
    "big5": ["內文\n", "plain\n", "There is nothing but plain English in what follows.\n" * 60, None],
    "cp932": ["本文です。\n", "plain\n", "There is nothing but plain English in what follows.\n" * 60, None],
}
TITLES = {"cp1252": WESTERN, "gb18030": SIMPLIFIED, "big5": TRADITIONAL, "cp932": JAPANESE}


def main():
    cli = os.path.abspath(sys.argv[1])
    verbose = "--verbose" in sys.argv
    with tempfile.TemporaryDirectory() as folder:
        env = dict(os.environ, HOME=folder + "/.home", XDG_CACHE_HOME=folder + "/.home/c", LC_ALL="C.UTF-8")
        expected = {}
        for charset, titles in TITLES.items():
            os.makedirs(f"{folder}/{charset}")
            for i, title in enumerate(titles):
                for j, body in enumerate(BODIES[charset]):
                    if body is None:
                        body = " ".join(titles[(i * 7 + k * 3) % len(titles)] for k in range(8)) + "\n"
                    try:
                        data = f"---\ntitle: '{title}'\n---\n{body}".replace("''", "'").encode(charset)
                    except UnicodeEncodeError:
                        data = f"---\ntitle: '{title}'\n---\nplain\n".encode(charset, "replace")
                    path = f"{charset}/{i:03}-{j}.md"
                    with open(f"{folder}/{path}", "wb") as file:
                        file.write(data)
                    expected[path] = title
        run = subprocess.run([cli, "list", folder, "--json"], capture_output=True, env=env)
        found = {}
        for line in run.stdout.decode().splitlines():
            record = json.loads(line)
            found[record["path"]] = record["title"]
        for charset in TITLES:
            paths = [path for path in expected if path.startswith(charset + "/")]
            wrong = [path for path in paths if found.get(path) != expected[path]]
            print(f"{charset}: {len(paths) - len(wrong)} of {len(paths)} right")
            for path in wrong if verbose else []:
                print("  ", path, expected[path], "→", found.get(path))


main()
