#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""make_corpus.py OUT N [options]   - deterministic generator of Hexo/RSSHub-like article files.

The shape of a news archive that a crawler writes for Hexo, traps included:
blank first line, YAML front matter (title, categories, headimg, author, comments, date RFC 822, thumbnail),
<div>-wrapped HTML body, "{" and "}" written as &#123; &#125;, last line 12 blanks without newline.
Tree: OUT/source/_posts/<category>/<author>/<child>/<title>.md  (title with :/\\?*“”<>|[] -> _ , no . and #).
File i depends only on (seed, i): any --jobs gives the same bytes. Stdlib only.

  --seed S         default 1
  --from/--to Y    years, default 2014..2024 (dates get denser towards the end)
  --malformed R    share of broken files, default 0.01 (one of the classes in MALFORMED)
  --odd R          share of odd but valid ones, default 0.15 (Invalid Date, local ISO date, old template, — prefix, empty images ...)
  --jobs J         processes, default 1
  --manifest F     JSON lines: path, title, categories, author, date (UTC ISO or null), class; default OUT.manifest.jsonl
  --ext E          default md
  --scale X        body size factor, default 1.0
Word frequencies: 60 % counted in 9 M characters of public Chinese technical articles, 40 % dict.txt.small of jieba (MIT); no sentence is copied.
"""
import argparse,base64,bisect,calendar,datetime,itertools,json,math,os,random,re,sys,time,zlib
_W=(
'c-maOd3;lK{_h_|S&9`H8E~ph(LpOH13HM<Du{}}04GgO+B8i_(xgd>O-t#L(iXb0wWcL0(zGm=QBiRmmC>I%;CDcjWn5V5S}zJXSO;+s9ePng^nRZ2qmQ}w_lF2=a?a;`KJVrAe!Z8oB9dg97)&zV'
'XiqY&(vnPGbCRjWmSmcs{%+F7t3QYPl1yjxUiG)Zp(InC`NoPQ(?_u+Q?mL=lKRghpZT}?bGb9gl&=0i$(m$JQP;V}m1G*A{tKw@U5qE0K2X2gq5k_`eJ<ioGOZ4rQ~zpoYzlEj?q%v|XihRMvwf!i'
'&fl(3|34Q<GF@JuWO}+O$#hWtyDyq#8lwJxzq&(@TE`@{@+MD`sU%SBPcoIO>-MSVnN!31lT57p!qQ{4Nv21_tiRd0S6wH?p`KVhM@oFZy24lOot^4l>Z#Yc`RPdY#7AQDn)uA^KCZJ-V}<;ASbn}O'
'z@A)GtGc@~$;8T^Qmf+Mujo7{yYZm<X72)*T4kELTW)5OX^r~nsfKSBs3%lE8B!f{v(Fc^)m8l)*)MhP?Sc2hTwCpsMO|H8<39@ysnws*`Ylo4*7+IFF;`vdA3CeLy?{N;GP5I`Bu{iM(AS=1>QK9q'
'9C}2ZhDm+nRc$s;p{{kc^}L(&<I}xr-DkZ?rpMIz=<4&^%8-Ol&5P8}j%Rb469fI!zP{a-WSZYrT$g0pY~?w77gSm}VXiUKcUe8_<$S9;zfuxq^1P*<uuA<mWik6YIQ|8@p}nbd-^<lc&Z}=PigEt4'
'OK(=I)8ock3)F7xjB=m7-WM(G$50Q?%sF;Bx0NAf>~6@%Ijpp7SF+Sw$+zokveeZFscQ|XL{5`Tmb#DC(+*d6tM^R|A$My;o_?dw!rd{|&F=AB85*+oQS3lflIdHu9~U%s(`DxA*SUK|-h3TOf@%ho'
'vn%<9JYl>z$uv|+_eD#Ik_J}Os@8j<=uhmor(3P%=FsW@=g02O7JcFlht%B<v~kBK4{|tGv~0fm)^lacbCOJ#I=IWUV7mHj&jux(kt`3p#B-rpjp{pL%XjMfbBo?rYdak^J(y%#Z$YO<s4I2rS!z`^'
'OOs5O>Hqd2!#wpw+gA167UwYalRMQ4j@3S*z8f`jwUhAyR?euZlW()f2lA2I4bC|ldyGsCsYYLqS96MJU&MlixJ<2r-3U6p8uFj2u6CmN1@(=~ZRqWJJNMod{i>aFPmx_kR(_-Icc_r(J{o&mN!Poz'
'*np9B-D*wqeS8)fOV_YSeL=MCV)jewq<gxyMA2lm3iY#VA3!$tdTKhc0^0-ZFxv3FGp_{=LGtEm?CiJEd(?M$_MK6ld&H86dXo1FdHTOaIfaK}NaPT0S&Y92EPN9kx}yNAvPwIl&Z}HK?N&dZGljS|'
'a(mvwepR-zbI8D!C{nXCI?%!O(P?&|FTzt!4BlX4KXaVy+)XyDfx4oXmGQ0LyPr~P{aoic*yHgI&M|7oY86<x3zl?yNs{R`9ho~B9-5bAx<;#0Ys+zNRi}!6^@foDAC(^MZpMyra@|pO{ep%q@TvRu'
'Z^6!e7b#O$^)GK$@-x61=h{y6uUqf$#<rr{Wfs=o6T{|QTY%-BSAZ_$II$D&6)ulqXOPRy`qfq}^$4-)te<N|)&GCfeg;|7_ImLJ*zX?wkkY$aAKycp&)eC{htyqlpUH!4aOVq3hEp2&%~$3-)brlg'
'iq0)tHDxin{ZTc$&yK7P_|>Uz%DS!)d%^1J+PUW4%3>BYp+{wEUk0lan5~}oN&gge*OyBBsnuNWz8bmH=BeHIR()o%=YS2bfNl6ht#g->*tfI;wd~B5YB!FnRa9Eoi%V_ja&<K_GRc0oon1>+S4mUf'
'pISUrN!loDfs%)kR^*g3d{M3LW;y?<1!y8CiqGPy7y8iImzQI)|51BJJ=qJE4Nm;4*qvxc4cgHb!z&`mFE9T<tv0cq=XtfDH-yAotFE6~fsCJOK-X7<u<}o8yVX7WnNu_@$v}1IG%vc9;z0Wzi{sO_'
'2WG3EAF9=g)T-5|_tfsM<%+Dpq}|+zoyb&wPpLSo<aM7DPc*~wH?==ss#Odu*r!%8ttwspeU<(n^{2V$AI+To#rlnE9eih?pKH}Dz0=Ij;b}O-Wc+~pE%mg!)cx%06OTG?_wn>!MbO%jb;#~q4L@Gy'
'{#rNelHtuy=}6}oYkop`ZZFpLgvNfSn4eYaI;M90jb?UpS`}93h-h@g0zygF@Q|DJ<Jp`i-u8|_kGl3hvs2Zz{DsIhJD#p~73n^1VW;jaz}B4gVz+e<tHWmQ5KrHggU!drJ?=jt+KY~^sl&5RQ+xV*'
'^_z?$&cvkkMYxC3oY+zI+X4%pVQ&Yk>-?+sw0g4s^_Eq51tp{E=M|kuz({2Ywngy+JY%|M`0~_>40ZJZ<=Cb)2O3o#5MN@(f4bH8J~3l!M!WD6Pin|#YQ>Wp{s)`-T|_*wn;lynK+jf0kb0B)<~8}('
'En}~E-U-_4>dyVuXUAEw8`u&&9RL4u9hNQV<k}_;J80@aLaRz|QqP;a>X?$pe)XUoW#u(wJ<W^9#pZ2RpZL;)ufQUVR6F;fjs;LpsQy3B!BepZUCx;aJO}qquZo(n{vUd<DCYzZUJ=BHmDX{!)HwRc'
'_fNL73gj*j!p?G@t2&R_`5V%?LmM6j)1m=pojusEv}`yU;=r#D4q+Wx)s=PZ;=8pg#MbbWWXC-rq~urX3EDJlHYZfP<P){FrXsLY#L}g{bBR0MZr~g|rNS`kvy&ZQ4bJbdAOHTi?~gV<iQe%%&w8*J'
'cJ;j*+*p-<aZXferv4W>IWQG?c)SLdPPTom?9jd9aq)foEO?&1pp6i?^I>y#EBnpU?{8xVdqe+J&w5$n0=T9UU-3uV8|v?QA@1%kEMCG6q&V;}{O9u^`577*xw|Up<Zfe@p@G;zS37v72FqJ=L9JqF'
'UYQL{d_Y6PvE{WsFby7QmclUmn%g>&7heKPs+*Bf@Fmu8UInsVRf>d^1h5BvL6GvuI?zp;gM0UD;irERyuyl1p?@fy*{QCUpI9Y(x<&n&<-+RUT*IE@sdq2wi5U2elV7Ly^`#J}87SPcfoq@*hsCq^'
'3c9|r0>AQuvk(6q-4Qin6~pq34<V6AAsVckThtZGl&AVJ2qKsy=N1rI`@xBn<=DWCO3M@Y9sEV31I&~n-gr+fmX~WRQvd3xd0%9bbLyzZmb|H<2m52h6`}{~=~^@_8YrMYNW5}i6q^Lz>I>p0-7a>p'
'e@l4)+{d*t)W7FSBr{Om<?AZY2L6QIxKhJ6%xmIjSDBIS6U}e7Vc*gP?_@5=Td6Y^9Qr3K2&w<_K5%*rtxPh_(w|gMky?peJJZU(8<FE+e@Mx|@EY`mXMe|!gyFZxIhvj5XOE7JKBKe7mJPerb0BMG'
'bxlX$`Fd=xroPcn$<wzQsP#d0_2Dl37S|8Qd`fc0cv$Px8ZjSH-%86#r7_vXqa@aNM(sf?fkdXppHSx>L|dc#YLRPvC1~YB6}I`XSb{_TuVY*f>&2Php?3eE9qk;*9hdL~8F4)EfO6!bu@PJUxF5?k'
'z&c;;+r6PoC5`wSvnxw|uhR)Ky{%$+1E<YBK@NAh9#Lz(zu=`1NatjjomHBc1tJFRvge$i-FZXJt>R<AG*75?qqm=!w}_u7Vw@ERMHMf>(jBS=x!e&zIy5sUjb5nxHiNkTU5c+Q(}|7FRwmXXLEQCw'
'CmM080gWAOoLp$OMBVsUM*!Q62RNnU4f<-i_g@?F{IxZl_zLwq?3GuCKfohSEqGl{1splXjMnUovC8M8pbb#fpR57FKX@(lx_1Fmcz_eA#Xsj4Vo^^?j6FTD$<3bN1ty1i8lH7<Xopz2?ihb!CuS&b'
'*d2LN$;6ZdXp3tP^yA@ns{8Isa85%sbo0k-p9fn-d{gE?Ki*YqT-nN<7h8~}0+FJ|h5wrv+J-Gk_h3)IimXtUWRMNH?_I#od}2m!Q(J$hWb=YVFw+7&-##ZNi|>Cw93_Ga5aWCo0U2Uxz&T-czn^@3'
'LLmZ2jt#7GP{X<(4si}|w_y>VjU#n#CHK9Jd=I<uvEcfGCZdlzGg@>y%2j6Q;F5Xu>}HmZ-<a#e_M?+(e{G!fNbS$+X*XK%X`T?;gy&dh1CQayKVD8GjW+ZOD!8z8l$F>5Mq-!`dsc~Mu!5lL;`50i'
'3X!|%fmg!BQ0(vtjVN}Fa14hm=<Fr&K{f+77&Z~fhCKpDrh7m-N^5HZ6?h`7G4k?<YEF7qCg*pBjq8@G`=sW*(Tu&po_!v`pJU5^?ZJxd5o<j@6cD{S-Hr!MGW{wO+x+wzB@b3?#tw}=oMp#9faSpF'
'KW5{}#!8HSqM2yuq2=7ch>mv&t_vusx<g0HlQn$o;5bN{r?b?t{yWXst9#VH?L-q6a3<IX%Tp3S&bLV<hWE(uvNut6epB5<YU%bx>fiG%cMvhO{=SUoLLMfE%iL%^h#$-X&Q<;y?N&bl^$)O4RJ*Xy'
'365Os;#Aq`wVJKoqA*dga84L>5D?Y^+3eYXz5cZLg;o%N5mkbKIpxt_*r0U5KK)z3ji=PLYGSn^^z>RKCr#^!0@FiN1kZ9-^UcJF(*hu8{I1WN>@cuA{)@eW85!ufs9~qTMcq~PKK6z?Ps}ojuXuJH'
'XNq=RS9nnA#h*RTl@a-(Gu-hK4>EQnW}Lzs>ihpv&ys5a?T=rBes8IRzdE780`g~S2yff3ozqdP>Nr!yr?9|}#o>J>X>U8R8rX@yt^?hpL9lHPsy)HiobAX|*CFbhQABjl8T?b-^_wEBSCd!-?9V_y'
'=RMztwK`=(bJBH?=7Bc6!?9YPuptCbie*3BiZtN)=QW|H-$h{FE{O}aF3w%3WIZ@d$pSK3??K+tg)Zm+R^NNL6T3J#^jNELvUsNAU`m`g3ps?t`6-Bu*SU|Vr#X_%_0jq%R;2Ji8)tKi<N8)CG3XiY'
'>|7u<#A>DoKzbA4W+S83pJ9bdZ1u$9hy9%F$v9pc>3L0un>|#B{4L&K#5UmP8AaHos?rAwVP^0b+XFCg*s=Lm{v7Cs-R%v53lIBesb{=y*{`v(8muRN_gsL}dtCi~tP7h1H~Mi5whfE}A9Fay9dB&q'
'<jQoum*z0^)b4ClHgbE6Q!_ZzW<S?v2Zw~-(y@w4Cj3NNtrk|Fq~Y;<HM~+v{8KY>iMPDTihsGK6tvFgI-SHOB|5eq4D>|+WPtu-G4_bg!S_W4*R83;V)49O@k5>aA5h;N9zGPnqky)y1unG1vZ*^R'
'ZdO{??z^v*c-J^#p0!{7AU6^B<4QXJY$ck;5+-X%N{@~t9}e;F->B>4sjFXbva4NI<alDx;BPl|mZ}~3Of$S?nc46KJW;OxsQ6K2^imtAI;Uo(hg<;qyfznfenZW-V)<T_ovJJX_1bEXQ-i_Ak}vF7'
'W`pBWE3IYsrw91v+v<A_)nJNg8oDz|t}{(t2fk`doYlWwkIg#}g~fv9K{lWDEK<8$qJi7+TxUfK(1TYC<`#i&7Ixs7kk|ul6K$+rat9I(Dx9cn)RX|;-lQ3x>r5*+X=EMJ@Z&lVFHz;MJ?QYjf^AWF'
'oFvl=t+1C<tenRM4Gzf@hAYLlnlwCVZKS&jbU#=S1YC-W=Nr)0WfA;uua2&9-is~7v{#vTkqL?SRvLH|9D9Qe+1gS!3j3Wy<l0;WYd1pO>+5Xdm@74Oth)^@;$--YNh7Z@(9b=mN{(WSwpNfU3?)AL'
'^9AsMEfzQpJYcsDQ&12>zOdBmG@=mVwy$&8H!N3FAE%@=Mg5kYDRbiw?M}|_m>n!|U+a1$gKPcdDFVVOUd)CK9%Ft;oe&Z1{aM(rK{m2E9|)G`S+58ZLsmD!xev`7tt9*C0;G<(WrFs52MF%k2asDn'
'9hTVaQU@}}y@&ZgsaJTxBtr{8f@s3Y1+2JNu!X{`>a$BXC7JN(vn^nju~v|NyqG7M9avq4%|{ZRtLHq|TR7`8!WsDs`4i7(ii5-UB_>FAhr8_1;LYLBh=U%j#p<?5gh-@5#{8=|Tnxx?iWLNSqaEhz'
'^99JLLw$cV{Avf+KG?Z10hh;9ZL+XSnRb{^WfcQciw*uAJaBu<Jf#u4g~LeKv3{;hpZW>1{HC1xicX~d@_JbQUwdF!@Pki*``XcgMh8B2TNzThB}yzfJ&;|4wEQ64$=~sknLO$B8tlQ3Q9+ItY|}<d'
'RN~1aF=V8|LX0Ndw{NR3T$`1)ENTQ>A1Wjc%?J?VW0ShoI`&0b@6M%eC51sG!b05flJgli=MJWMCi=SCpXyE|=x8=)2Pb*D1T@RejJCezV5h%n#4kDmO@3q@J@OY43F1S)i@>A5?%|Z~fZ<4BX@BkE'
'>9X{Hm%?@k-=QJdCb2bmEN>X*4cVG*fl;Xofo`!>kNV-Zax*1QDPH$+KM~^9)-md29Ub7>F~LifH@(W&tQmYJc6ovzzG)ir+kZLUOT`QxB0enh@70sV+@oaQu)E#Slfr{FczAa1m8^lSF7e|%kk&K@'
'xO1U;0_;b!hX4LL=d3!H*P4x}61H3I61-Cx_T<$nbnp=??8#qkL|UtbC)w+JU96PB6|m2JBD?IxZ}Zh!x)g%dV2MuIKt69(!-y{|1*3mrc3@BH(043}Mg~oTZ@8@ji~~dW^ct|+XfJ#NeAGMY9Lg<V'
'5aeWw2Hwc1;B+lY@&>8j&J09_<Kv1q)No>8S0j@9DTsf++jnIPw&RjG9+#E8)_e@cIfNFSsRA!;l*pExPp%!7Xp))i&5kI3c9I>N{9_QjMjm8Z5MR^c|I}~f(BL*siD$^tk=pkPovm<SV7T4Upk!qx'
'32p&L4;1!iNF`D`+<%qwO~}i^PHYJBovabB?`tNn0vkWTils=Y0MmiRx0Q8C{JlyCLE%5@eg9g3-k`%+jBQbPjhTT>39_)<ZCMzt*`Z<CY&CH3n|1Q0UwSJ2<oJjmdNzRCzKg(|!}CtEwu^S{lZ=YG'
'r*L-Uu{KNoAzAaOy&3Ogou?XJ3B%#Q3EAogN$vq=c$ot}Zi_~|T<AOGXP-e*JsXJnyK;!ezSPNBpA5qUr8sy7U0rFW1&noD1(8Po7V-{Tt(^Pu0G#pT{weDF)AKlu36eb{a@kf!HZDu&Bw*t+v^f$J'
'>{WO1b{J7K7Nx-jngL7gjltp;G+`6bHv0;^(S%ko!6&uE0tGfK-vy03g)K;QmlaHaWptUzcuWa!wzUy<&#RqLdiT`=^dD{8m-uHkY#{cM*!@pdo_LSa5i$T%0$9NL3HXzDn!!#MvaSo!!0I3fzsrfQ'
'$a2AMexvqqRr3c@ML~6fPpxQJd{{C07pzHYC2}#wOrG(K&fRj=K29m+^F{{#Q}x+A;)5zI(ar>!?mH`;m8|#@56=freX!HuQ?QCH&J|gpaIEjqY^(aouf3pmbWwRkjT3^$=d9a(JdH?-X+#ZJXO8+e'
'%;|_lAo|xm>>gauTp#EGFU?7flBZ|)PD`AP{!a~q!qYwdTZmSODNGvd+hxUBg22%O`0o3f|B&F{uvK;KT;q(suNgb9o3YH2?Niqa6p&dYM)*R|+zyS?N!Q2@#1n^BDm{&Xa4ty9oTX#GUa4Z&y}}rt'
'w_v5dDdG-9K>gi!D;avI2(*RHtQCZUG#s}e!C?!24-^)*a22dpxnR`;I!^;1u`LRUnQw)iIjcVTm=g}`Xf=M|YzN#mp7JC0nV>p@7u3l#`R`S0pGj>?)Ty5SbPVgZ)epYHeqC-e*w8<c8B^<<7uX@S'
'3`ENV{lrEQHyp)~%7EnYj4V9%ArK<+e3ocQXJuRq%+TG|x>|Xwb~GFWbX=Z`XTSCV@-2`1i0K9vaLTW!{mTr2<7Af{;QqR5w4WV2tj_ZVD{?~~^!+eiIBY@2PR3K^3>z03*=HDK;x?0KqSRBM2UlC+'
'%?B2ci&-j_7*#%Uf!{RlNyrmc7&(0`aX}Mo@%e1fSa&UdHapk)VLOS$F7e}Q;eK{#<o`!3f+-AGK*D(JO%{t<-_!>D5nl4+<-{#i$K0j<RaipZ4JW)wbS1SCy*h6v`eo<Oda(tm75Mc*EyNW`roa2J'
'O4obYajeT70dy)g&+uxmbbVd|f55K%*$;xc+sAo5lRr%&Jn-DRwcu=%MjZdwMpzq{`TWm0T_c-*-cB~)wEEOhbrN{KT>Z-&m?%yfEvi!To+_X6b>MGODnQj2J?zBaoycXA(oDMpS>PG!+~kUm)xxuV'
's?P6WwdMgicv1Z4Bs*6BWpx@qNHlu1llZAGiY>S#4##j?#bWhmAoFFlmeI>Vg!s2NHL5AjtphEXG??52I##yDNfcXOgXZpuPBL=`?gKB*p6zKS|Mk87nJ8Jk8(ZOgK-R2cxqX_t4(Mx59eO*`2hTUF'
'ou|k5uHTG?5)t2xwO-DB-qJv%$X%JmRu3Nw8w!r_b+DclAtPo~r$vseknGfK3;CTXrO&HRJ)yxlD66rKEJTWx$R?iHT}2iQZ1A;`3aY>0E0D<&9i5o0B8Fp1Bf!^(GLaneJmiXqZQpW`Un;QlSI_-<'
'GkQ7`<W_jAvNB&(-lo?2x*61aYw^2kukT+@q?2RoUBFHfWvXaSoz)*Is4E(0eN*j6MG0Bk=Ou0eRe~eREa10W6CnTGOrrNIgW%&O77*gg9`tgd51jC8&%u16v;*ps9pvB4V3j)pAkNTYGHhcttmWYt'
'C}n@_vtn}3Sa%}$cYL3yr%7w=hd=kAF&~L8zS)LcUtt3Y{j0W4UGcR%SU)9;F}SsF8j<4O1z4_^N?)`XRxQZ{A3(PE)<j{+`W*bSk!54&s!H*llWjzXFGv+hY65iZs2CzuO4s|5voYju$r`u+K1-y}'
'0n2ik<Zg&Nt}=s!-z$VMeTST02%ch=W4sr1K@2lk@+}*jpuyV<Kql5U_^Twr8)O3yL}4lKFW{QQ_*wb^sd~c#Bx|ssPPK10v`VdCh}`cE4cQt{4sS4^9Mpc;4{m&<2FnWP{<#11W^(E&ViPAzJs}$U'
'sTscH{lXN@Sea3&wK<HnCENf1GPp+stKVlyB^$Bmw?(j=u$w<P@!B~)Fv=)%ie!v=K9dzpO(tk}Gk1GGN_0AAGrRzD(Br{B|D%K)C;AQ^;}r4}R0AYwLo|@{eF-?rRH=xA1H9D3d6*vLbPw8}h*Rl='
'9<VdZ9I)cO8uE3sjoKa1pOKLW7NSMU4p-vCxWlxdeFZsa;{PcUO@+mSZ_%ip`9N<{PdHfvJ-uKdMup{~8gH17+{jH<*xyRYVE3;lie9XN9YBc_G)-sk7F$|uXhWpa;NbU4E|fjfeMr3cUMn~vtk&>v'
'9Y4QI>LM+5NW|lQo*kZPa;uS_A%1Fi!`W~3;|XuBp%$a5XjDCH8`_bYcU=oH6Oo>>o=yEUVoD_KcBu+^lDwi5w&P;<@NllhxCT3W*9vM2U<zRHbTg83a|la0%bwSSULh-3A0wAY^b8(jw{}L2JC3s&'
'wM;vs_@N?o_1Q|ND&l|kP<LR`jEbkJZm{p?9Yb9Yt95k*z$@>E_cVhgmA|a#Dg*sZ>#(JhVQyE#WMdU)7ob~1Dmldok}oZF6R-Sd0gM7QTc$WqO?*&p0WsnOzVwjWz1b$Y$KZVRiGSEYpP;D~oyb;q'
'gleZhJF#YI4ukQbj)H2vQD$Tf<hnzwq_57%d0@GoRO=|TkV_%wgsgldb)x4j)Ih?Emj_sZdh!_AWbDHP4P3O<Pi%TFfrmx{-qM!|llqhu>$6wsvb~9#9_;AkC1yJ;3U{AsgMZG}L9!)5c1UUli?Gj+'
'#aY26i=LI3rNcwjb9cnA)<{<6CM$mMLLK(-Lyv)SkcfYm8lD|w4dNogo}sRvUT4<G+te0gQP!%HeorG8ecl4spY8!$PR}E|0*?Nq74-I*Zp02rrvFupd>*$D<=@u|L-?jT9cooSiGuaWAi__*rcQmP'
'lILGpiPo@k)VKYvm8f)+va++)4y|85vDm0@HmWXigJ{QdwRlCoG0eAlG1Ye<EThu-dnY_hplPPX_#RL0lbTD`I#+62Od8g?pKGtwPIL03z4+os>R}s@`?C$4#Yi6-`L>RZa1Laf&bg1N^NhB_nf~A$'
'--sTgIZHvpYSj)inuy(6DREbZmHaUAdf37}9*Yw@URI23klpolfUVOtd}>n>_^hpy7_L0Pxi&e;Vwbtm!UJvlV5H5@z?3+y%B30y8`~F2#K^DQ0=~Bpr~Tjr;q~ZLn6HXp-9Q9K3NMD?uRERW|K&EK'
'(%nkap0~gVEV1C7Sj*uUh<JM#YXOry-wK1Id%%A+9^(2GE9keyPu$YsCR>mpnIj~&p&4wLu73BB`V1E7GaYLOG9KrEKQ?)&A}n)&)nPmi6oN8_+lcMIx7S#({N($O2`m5da%?O6cexvU+b20z(D*lv'
't0jX?6h6O=-Esto&{Gr1Qq7JJd^CDl0*gg7^-8!ykUQ9R0ocysk~%-Cu0AotcN~%W6`n8{1;Kt8C3@gf=k48Xc*0?EZ1|O%|EkuvXgPUdYRg#@6@|Tx<bBI@x(TQ=$9f#i#=A`m^jBy7t#35BOl^LG'
'hy%L}?=--Lcm33SLE<gW$*BIsYr(-*SA%|^w=^g_3+C|$j9dY~pBC(p+9l4r%)$NgD#@Gi9Pn4WB`bQU4SBy^J^e=YeR3Q9HF)E@BsNB`2Dyp#->S}#ycU0wJ%%}XwE*8u74WtItms}J>-<|SQU<;q'
'E9@`Pgn@>rZn^_sUI=^BVuM>bRC~ShFg5N)B_O{E;@xi!VR24|K@eA&k$14nCF-uvlBEElIfc2gQ3qz!d7bsbD|3xU>XGE;dWp6)qv8u2>5>Z4eqIo>wS$#q+KGrxO4c_+hml+@8Sa86b~VFm*l0Qy'
'UiW~YdOSq1>7i}vw;%XG;`sRiR%~2>je4SRj7Z}y7xG%!hSYJrSON>I?30oxG$mL_-C%}b<sp^W81DCBDe(fQF)?&nYB2CjdK}A;7m}U?jpqwGQ_O}vz}HZTTkZzumbr->U76UJ4<%CtwjbyRrOuGp'
'a;)Ucj%FhPVBJYpBHFoXm!H-?6x)s`nw|jXpqEAK(TUy#24{4YmAwQzrc13b`yERVyPVK|QqR^?i|rrg27?-T`!31E^lU&2lQiV@@_Kp+kYI2+{TEyPb#9|Jb)-}WNG61etV|feexfbd&FW74{~{||'
'u~wr7rB||y69YXOwi`s=);XgV3&6fmH<4Na8+e^|i~3yhLi{PUN(X%O9dJUUThHmw1<3KCBQ2tn#HICdVx0^PUv*LHeD7$*?%kxm-MJLh1&h4U$~}=9@CtD?T9>53l)WDX`+XPX8ER|rGhNoOWs8$s'
'6!{BSE&R&}wKHJmA(gD)t9I;CF)@pWJchzI(s$5n!<&6kOYIjDc&dSprqNy)@~E&a=OsGXRg2yHzw!B0_aoL{s&c3}L82{n_$t?;8>OyOJxe(V!{{x#tpYz{)`{$|Yo*RMB`)zofZDr5jl{HdQW1Jt'
'F;!Whj)rDD;p?^ZPt^Hfy4U*o9d!(xsa>i*r)A<l3YxGeN3&s#ySs?B*Co)NxxNX4PT-(!uizYpx?m*|>T~Zps9d{OJQ3?B{z=z~@!zgT`Z{VRO1Bg{5Y_Qs#M?(IK5qm`fV3a2C4w+%@K+<LeiPmp'
'F7f7&QPqa!9-__G@t9zbEI+=5+~Q)LELfeJsCai3d$e>R+4-x~?;1ByugKkBEjT9ipwl#1Tx@umo4T2`B~)dr)oDf^4hb0Q!Y9<%^iyj{#|{*|-U@5VK3`>?ZNUNzmKvTc-6T95(RrDJ98kK{Mt!AD'
'^FP9)RTfbLHBNdJ{-IMVH<_C7Z0fHbb0UelnJUC%oml%-omeR9Waer{Kaxo@wI^GR+Vl+XF}XLkqA`fgn(4x(m_k$vq-)fC9+dp$h%hnF5;yGIR5uu%&-JfIdyn{tx$hBgZfeKd-k$(hgLSvZz;S)S'
'bjka`j-&l>MeTyvr<B49JSmmo;Fkgm{9KuPd*EK33e^i$$!hn_nVjqvjc=GVkUO}RPlI*JEpr|C>x=*l71qA48I+dp`p$_rq6%|QGxcoX!zDVotUb;g=^OdJktlAfpBQ46`rJmB(PP7j-53P5`tsn%'
'?GEt#mM9fmDK6@1ukv*S;F!MEj6OATzlMa7bK!Zflxj3$uH)I<C2WD0J<X}sRVEBSX;f(EW`g>;-g$+=$l*UA=r7F;*A6zjF$7~mbozpYy6=lIVix7~sP?bsOx}~|{89f_^;=gFdi<R5AB{S(EH<;B'
'A8i{~%nre_@caj=;BszSh8KP$Y}DwF^mi&tbh|L6y5unTnC*4g&E#sL$X@m5UwwEa?5x7if^(=vS+$n>4_Lt~lwGRX0A>e6l6(JSJ-hh_A8azw9s7fJy}Agl$EdC~ER9Jc{xg_|G{-Mb)+e=sLtU^-'
')C-`6UoA-1U>figLo}G0)tw+$V!31LZ?_f_d!Sh_Tgdtn<9`%0qR-hjBHN}SELVo)1fJJGf01fp+n_doDfS#xi?l7Fj;r!V<%Lcr;FIVSB$qke$L@j&IOlolsm3i>UJQFj%@3WDi!D!T#MfUIBF~fT'
'hCQrBGcDLSkDp!qN&1Q=*|E)MTFKDgBnWOxJ{sjqpc{w%#CXJB@N=nV5ca-ito%(j><#=9XkI#ImZ=@feqVj|k1iu;O(Y9rw$Z%K%`=^9fII!zM;1r2_e%1x+ZOei-L`q9_+l{La2IH+cL8-iuL<@Z'
'>Vo-Om!PVM3?DXllG5ngTS1cni3=afAqPgcB@D;ZR@eb*<IcN@srS_$t*1^2TRmqv8l~dGh|x_+7K0iUJX^VY#b$UD^!|G%)+kxS!*)2STo~q~TlczFD!|5=!H&8aM3P<y-~LrWhvX)V(~d~p)X+E<'
'C~X<1J+B^S<Z61yszxZe*j31hkVCRb<v+D3AI0#sQ70#sEcr_G<Q^ASOq1%5r`7K^z$-byAcq1*r-ranVm*mNd6Fc_PUETH5BnsW+N4RX8a>E4E2S?Lw0cV7|L>i6-z%kN>QNsRpvn#qlWB0c$Ckdo'
'6swz457t6I|5XBp7J1RuYDDupmy*X>Yr#rz0;l8IYR%&tsTyi4gm;B^2I&})iAkgPw_9g_x+7o$Dz5O7X%6azq_QOs{B@~tS=J74IM!mE<N6}b6`s3MD$1qr&`soIX!Sum9yBB2Rx<Jb1#g8J%SW<q'
'E(JGIaf1Bq&LNKYYQasy`XF=HXw+ZP{ll}6>)7A6OY#>mU;ji0JZPQIL-b$gMjwbRK2W>UQ$;QFI`M2+-3+g8Hu^k`&gmQNE2Te!?<8kp0a-cEP+x;r4GK3qQpe}64p7;8W!>|Zbg`xMBj34^Rg#Tl'
'51(GcI?h{&tTnX3iqHHa0QRj@yLT#qyisjU4f`c-qkeLY^tXYb_Nx2dCY*!RELaU`s*-3QuY9QuE1l*zfqinLw^(Ch3OcJfzn=v0Bx%$p-r^!Z2`b+$Hk<AossPEX40XUGsJLn=_HnLdm0H;oQcX$S'
'3}^&yf!>ua=SHbC;QmR10S4qyC9&3zojo3a!7h+)7(FgE88G4@GSJVJBAp<Ee!08rsd?lS;n6y!OPz@S#tI_oe`fRjUD!_-xMsc;d^gArLMO*z(%6IRS6~DC+Oas~?9iv_0krr3&rbi}=(jgOUBh1Q'
'DRo*@#BO&UlD=uYX_<rb$|YYDqkq+|BWbM`<^sIdJXb0PLB!)6oNl|XK%MjHGNa3y-TqY^9`Io^dPc<#w#VO;9D+MQ4mgV&ZA5hBvs0B$WqG8ABLF7qsS0Y?^9+%$GB+I{XR0P5fu%^$VPv8in`fz`'
'Lh?UB{K1XteC%<$Ht%s^%g#2uDSC?pe_b_K*zRPhB>J;jM<R&kQv)=Im?nFqSQY-H>Yry=?T{`4jT)7j!bj9ksFyYv+w)GaFRP$NIOa6^6>pcw6ZCMC4bOc*2X*$<a)l=~cDJsXeY_Awe#SeDj5_yP'
'>n9?jKOD@lTl!F2obMN6?~LBYZk@>VPgW{-UM!+EVZPO*_U=yg$&c6J#d+r2D#$MPYlq>!ot}ZFI_YVk7Dd^MGWa*7cCT01G!MMo!)Ctuuo*_aW+~QXQ;1XTUr*)E|0*UkLnehB$cQEQ547y%+LvqT'
'gvN%0EBBb;P+%`#0)5HOPY_+jMqVSx^kkS?wSJZ0`B(xuqcb-L9#}o~{5bM>s(}u<kq$h_X!pfzqq5|9fC%km9I3cNd@7#WUI%u<qTL*#vRL<k`pp3t#qXVDNDs7OM@LER7L_x^EW1RWS<l>7d`yQ6'
'zlFR{_Q4-*lnR||3yh9Ah0s>O){cLG-6ujI_cJWZ=wm?Bh^qEE@jztBjDE69ZTLlO%{kqe1OcK*jl)$wQNU?ZiB?(kp1R{L@YKZZ#pq9}RBN4Tz|!_La8|dJE^}b*)`!V1QiJ-Sx)u`9T=riSXyhQJ'
'4^xM^I~m5yH0v)o=`f-rq+2I?-)hBk4wqRFuZWh{*Rb!ye8f>7$EXI$63%+8)W>cLa95C}-3jY?eGsof2L4`+Zb|$QxmRQIMH7`yg>+O?)3vh#em+BLn2tvIGjlUs7dGt9O0e2|E0NqQVeDhF#`KR('
'&dbSCg^5QS7gEJNL1ZUc>k;WVC^;%l9OmU*082K&N@P6Ao+KLnTs`YxCAYPLH^P?F*~Dsa>L!io1NH^)cc+=$lseS~)XHILsoV5<K(F^ntiR8RHV?33bzW<xTDHlL%xJ4ryx-3C@H+zwsNA}<)tEtW'
'x6kN)<1GG8%~?DB4s9E#VWlGF6RDsvrg``aK{I(FvNhK@h<NaKWF0<=O_v!B*D9&FDw7_ezt-Rh&(oKbiA^q)eKmR8)Snx411+<s*LD#Jan^Hc&@}2-?sl<<uQk*8R9*d_c2>$WQ5|S#*fnKX^>7SM'
'Vr45nZB{ASWs^n^%(g&R4z`fLr)Hu##Eg$PiL{X9Os6r?f{tTj0?Ytwsg-O1(uRB*o!lnvfeIJ|JS{z4<*oQT_V_ZL{K9jM@OefZ?Mo6ba5j4@-cc**(a`)!c67YM*DJYPp67ELJ<dcfyUd%MRHBmK'
'I;atY=B|>8Ou9#?<PCl61{K`oAex64+|%{O3hW9ie$0!OeNc~1EcIa5zAYkG*(JDXtoEdt%nv)z9bvCV#OaZv7WTSUdQMJgM7n<!JC0YPf5#KXKhQObmA`}903W%)Gdi<QjGZDwafL+E>)cdC<b|Xo'
'u-(Z0)QOa(n5Rpv^T%H59F=8IyK=wu+~eaSUa_S*2>cNb+QVHR_mc&s|07+erbG7`y}W6TaWXvyn|Os5kxsAQSbxcK?XF^_9ZISrR3#U~NZnjR$4ROCRrOhi`gf6ZCw}PxHNfI2UlE7-LZa@B(+5CT'
'Ai7K4YlfG(Hn&!wx9E0Z4%wzMwfZY<SOB^J&Q_8^*%`y?(T9!hoNXwx7&BGU98>{USL08XMZgXZ`KY@rccVk*0F{*n8#0CbMUdQhexcEG@qtub;emIF=X;<Y1V2y%eGpG9$p?iHuh9)dwHO$QIvbEe'
'W&#X)rk#$i#jb0lUJj06TNIAu1~>IQ$u=tGUM-;hxTF>RK`QgZbVs0dRlYq@YK&R^m}OwSPs}iAw<s&VsDxS~c8Mx}tOq(xhdn&uG6&Y-KpPCm%{C&-an>h_$Rrc@z{;JK&MuJYBr6$&WUWD2#rxGW'
'ji4%RK|t!h==(QnO!mi&$tB1fEZ;P#i!5zi=)uQIR9yy(U$P$0V$9IECjT&bPnmhLL#9X!uoKU4%0nH<?FhANFF2`JeBFcY5wC9xX!<m@mSM%zP5#P@eIiTrH#-c-4$YXClP0-Ntj*DE>Mh7ccgM=5'
'*V^R4O27|(-%h>^NgZFb*hP%tuA)NttyN4gfRlHbu@;-9dz~!#b7hT^RRP&N8^>~z-=|Mzs*Ma&g*t^#os)%~q1Nh1Hab48jye&ngYE%+|3SFjYowC^MDv+;xb%5J;aG}`^-O-DvujX@-;P(ZTcDoj'
'cXmAc5Mn+Hy#d>z`#h`)d~4Q?Zct+q7iT@k0vqu~fJpsJD;~_}@6|tv_C<}EEquPZT58E1oO;lS?!^+YNj*9`{H?mv{3fpTXcS3=2gDM??l(HX3yJki>RQ=){^wdycIDqb@LYEr9jGRaO7SnqTIGXG'
'Rfra+3JY(-={-^pzP~4gUz+Ix8&0y57s-|SW0<?tJkI?{1uT}q{bIL{b+U%5t>{^O4ZTFQ5zsHSVuM<!j-VR|1VKMZ+A=El#uRh!>L9Za@W_W_oW!9*DqnsgmmziLur))a+hDkh2=<;hEIHEjsrhx8'
'Y(SL_I(n}TBZy_d7mg}|5mI~P#>zJ|qjg7R3Q=zWeq|pqy4sNwwdfKnJZ_;*bGi>plOZemJfEpK<oW)hK27%TGo5J|Miiee-I@5ZaSoW|6`dd<{MWrwuUZo$Gxd2nY$_=I5+!{WIKO((*3$K0NB%Zm'
's+EFva#3WQs2n1*%G3cS+F;949J^}i`xvAlvws(?@`IDC?q10lWO%uTS3UEjMmRDsZJit4AEHsu*Gmnu%p4%^OK#d$e=I^b3&?;B+;Pb>UeM?V&h(<;y*6?$V>~lmOa|yy(y?A@fw7jCcnn|v3nQ5%'
'`GaASog^z~U%^=px6QX2Iby6tRO%_{PW(;g;5e)PwFk+hgWx(cv`xfKUuSoFsa~PCh^`*E_R*nDo7Ar4;~{PeO>-d;R3KV)qbJ|!9h{?fCdozIG1Uwfx!U@cL|o5mMmGlbZ>Z}qmca8@nJqEiL8gv*'
'3B+RC1Ju{Fu13;3mQclt7G(%0M0M^GcdQD_1Fn3hnde8B28WCuseXPeQeF%FA|I)59IGM{0|lnIf=0F>4!@;rW(!&FZzak`_szr(<xL80*uyXYM#bghQlYUa(Ygdgg6-Ywp-O*eg0ruUkQsWd8IF#c'
'-R>@Y<;8k-u+iQp8A5Q)D4jg>XEM)*XotA`Kov13bAc`>sa)tq#<`bC1IJWXQ;YCX4EA}POzzmz#rYATDW58Rc_)P1LS8<PVhyg4dj8dA<X8?-6SY!3yN{EdFFSkAJ(Vh#+F$09ELx7WctrZ0$q5%#'
'8S_D~Z2#8j{ky}1hQC|OSyQpb4sOkaH;H88?^a5V7yEEP#}8loz?(~%&B7l4R0*D^mdlulR2qOcp?>0f-Ix%8?;jw{(4j)mCD{R~5*9Y|^9A6)VF^&p-9D^ld5l^-FzN9C7@TPX)CjWP8Aa3vzF3P6'
'z-EmkbD7O2dNkzcqnII`OWHVfGNA4bn9FN4;S&;c@|>hPwo|4-EdtG_E!!uvn~0AO`^kb%_hH4ZGVfJ;^ONQ@)91nYk!jL>_~-FHm_t^6tc0l6m=pCq9A^br7-L4(-uBStgpEEe{eZWEqI4qGTN;e6'
'4tC{}6=(%(s7wTYu8B6L2sL@|n};&7rku@@Y%Ja0Cb*q6FSXuX`SAEu1-Ywwkh6TAb$h@#5$2GPFT=*B*MT0Aq~>U|zCK_uc=+4%7Ocb@1x%@U)Cu}&5Da^-{NzAYrqh_s$Se}Lw|Px`YqS+9tcb(u'
'G1HLey}?6$G*PG?e_1N1=_~8j$qUX5;D1!4Cw%k+>Ir_7DH}{gGwOusRDCo0jLcyH@owEf<bf}mR}XS*vBB0C<{-Ub&7m$<R_=I7t%*7$cnGyeVWSEXi9W5Y*^V{JchyVghN>e$vso@OFjOlf)-#o$'
'R|6|kRk1(DQ`x9vY=s-OsGUt!ai7@%|4HOiB9pbKBr<IA$#(Q}b%gHbjv&<l{M5FQ7$CpUnCw^CN+fvK3bgM`HL-E?($VzlNKMyZKXWhsm5B^efw7D;kCF|fE-qksQC+WiF>B*m5Bb15DS{wtVq`ap'
'La;CHD%hl+TKo?=l!c|_VXLVhl)H@7@pX-j#KGH3Kxkf_Owl#!S)N|bp5ou`C}o|T;7p}8uqeBuQ-zHM_w7sIr{8p7-|o_|`B*a$$*YT~qqR42#!P#=ROTxUm+BOshhBn-%N~guQ&O2aIXE;<>I}zg'
'@M4YtRq+>=Vy(6<0f%vxOp$mfKGcOx9Ur1ro!r&cWmE`ZFPF!p&bG#w!ZOoE<T6)-U4M<PA;BFJ)YHMCn=~T8sl|BHV!!An9cYErU_Y-UWY0tD<g&5-R6mzXcW;{DjC*xv*&MIt`QMMq)C}n$#^>E3'
'+21Kv1O4GO{wT8~w#u9sD(^y4MRISbU#{>9LF$)52_VJlPO#=xKAz=sA1L<`=U6Lo(jl3du~o1bOzoyDI_ry<z=hRFj3+p<^yUzLt*w)PfkCVuX8R4W`h_{?9^~Pwd|dCcV(j<*`B<J5GugV|m?tya'
'M#qZX<@(ZN%*8`*dW6wRmTJI{V)*mF*swmIETHNJEBU6(vIL_&DiQd43p(5oB8PTH2hX&Kr6Gf3(y(IvDv^`%Om593z8$fMDvrJd2bFe_pGmEFjto;Pm9<IcQ6VPM5UcH6T3-WmL#5}@Y&`t)Q5d*y'
'itxd(6BD$>7Nb+TIvC2M0*Sict8G-vz~t@C=gxmf(93m2kp9pCRv3LI(;4i_?JckhZTZyZ6X$n$dd2Es(|=cJrV~=Qls1j$qYMAaI&$+c=g-ujOR#~fBQif#W>I!Wu=;og>UTPP^cL-sxw=Mw&1tD{'
'ryr@q34>2|=MD9=MJ4p~GX;tmPZR4`5aWDTO4q}O0i)MG%|SnywXH)~H0riJ;h~OnnWJhj6LbT^)l$j7&`Mp?&II|VoMNI|b~(Qg{$>{ZaXS(HA9W-+Y91-mfwoF!8_O|4qmqyb7oIS^V&!fo;#8NG'
'mV)idByWRW40O<y`J_~re3?UkG#2PdnML(QhcPn|X*MR;vXjkZ6Qz#rVfG}7m9*uM+k{Wr6CS#V9fg-V)k?KD=NK*H1fPv!Wy$VOvl%=N{Y>mUsCk3a=<wMdK$^)0440lMYA*47#l8{h%AbY}HqwY-'
'=zrU}lv5_U=kLVsSD6<z!r_y(Jhx6dIh7`NNS)X|%Wq_=AvO{8V$$fiE_2rz`62ikGiN=!^xlv$8`7BPnXHi)UF5^_Bg5%>pLA{=jv13e@UFS~!qQdi+3|`5F&)?06~?MjE#&Bc!(hf>nbdqgyOh&}'
'F?CcJ6^2xWmbAhFA5oHcoAi=wc2jY%-U1iosGx%<Y$=mYzb#BM@nR(o2}h4@qoQw@%qqJcmP!5VtpF34=$Zp%)<meaVMmK(=HuH=5IJ5AuJDxPf|+*7=`ztY#f+UxlIppyBIx3HrJH|`!Qz3%K3_nF'
's*Wjj8dmwX3L>!*!AU$*sk_9-oM<|h{W7=Y&$aMDRPkgj`7+1wEv$r$5w%hDE6}@ABJuh2R-|CCFy2g#h_q6vK;5%30r#vhswdmYUS=1A7N0Gl<_&(3IZWtQ<En;L^hxux+Q<MaHQrw>Apb}|pH~Nw'
'Qxotf3+Vr4_j)BYvwUP2h@T=}@XR==^dnYY)tOLw|J_0+F&K;`Jm*=ReE_p2FG0G}WvVdQYJ*Rvb7G_mJOwv7B`~2CR8GuDZz6lvPtKHD=ydC=i_lAQ7-S!ay6Eif-@^W_Q8r*!m<r$_mBf!FC0KT1'
'lRlY=GpL13&%mD}q(`J`;TddNjC!+F`)4`mHE~LsW21EalJ#@58zpoA%+M$0(AmWIE|H4STN<dqBRV-3fP*>`BaheJ1#VhuLpq2MuUlhu?V$$;JK;0`UJG*zfBA&WUgO!atGM%KojCVkCpOuv!``o7'
'fh15v|6PRqCX*nE6hQG87jpVcA0O0$rzH<~-a;>xvj)jH(6-7ATEpXAZUbv;KI;6pFD0`__Upd<Lz&q7xiTXg_GXV0&7`;MRf+h>qdc4?J*5j4RT&j!M%VR5OOUGZAk$#rxd++M#KC!Z-aB1nKnDxs'
'LvP%bGC^`gcpSaaov<Fvl4nPlj0LZ<*TcE~CrC#L-gvOgRk*L&=w4@UJYk~45sS$0(5Zzcrg>o>lB+>@&$!5sQA7S*DR{h~39DGpM2vY}=7dCAS(_t}$;_(__@cs+V9b~=jb-o`62ZMI^LTei<W9`K'
'%mES|-XIgUey&0KqKY_Zp}NlBN~AwjYT#M%cn6c4FJ|-X54zz1Wy%dR;0n&kY`JooWChADiW?PJ#sv4MhTZ6`L}DK{Gv7-0k-LA>%SwvZqsMQC$-Urbr&m)S`)CyVPT$--dCpVq)NW&ilWolBt=$k&'
'QOC7@a+`G1kE)l+LSADQHVFBpMRW!bD^^q8p)pzGL;*-P&C3ouim0ONl*#V7^+eZg5_`U7C!awabGu9gX!kKk^ie-~6>#Pj=~~Is=_+B06wlDm#QA~MPBb&CWvF`o!42@d_vhlFKm>)WjQIiV75%D}'
't@w(eajIR)-J=CdGi8UKe0aCX4q~e_RYb|(6#c=@IWW0umor1AEW!PN`;?Rm)AevC83Wjjf+kqdGdlB^@vG@}xSJ6*NG07lbA8MYJf$;pajuVO;}#dXMvmmcI-|#p*mtOFs7rd+GSPTY(R~RjE#c%}'
'a*|o3^2?b0^hlTt=?ja<tx)Zh7e+f2K9hKw?7?2I$V<M<O!V+h6`Vcux<=N4%Rj^)*kDpG#{ML;>p;w3nX#Aj5x$}`@k(1vl`_)!s2|PjT~OT!?~t2|y&yjjaYT3vfmD|F2C(iOF4)9bc9V4T!wkJ3'
'2yL1cmH7p{gW<~<vtCxk(3CmSm4zgx+sS0!Dbq8~+u@TQc2a}G<Vv2J`37kY*uZamM$Lwj<|1s;<S<-IP9u>5(Uf19$qcVCp^q5dm=;K-9cY|r{jDlv3MHqsS%-_dw&1kUiRd%lE)Y^Xu!xCug}R4{'
'c&nZ3okqnNo}@>|7p!b$!dtE##y6<JQ{A7~DD#u3d;dXQg;{>ipDPHAikg7T*x{rqi@=oM$?W(&UCaU4Ct2}V7h!$A2qei=Vb(HP!v>@~V24=!ik0{*xY!8wI6<Cf|0-C2Wck;gBQXR2bEf20lC@hZ'
'sLwU<@pUb9{(SGG2GvqW1<N4|EODo=wt>DmEDQd@n3mhKVY6=Zt`n!P=!8Z7QF_I`E!tNE79__M$%LoBwL`ksy~ZTX$zi1U=0>D?w3QqLNSJA`XfZW&Cv^PSI9pu(d1H%4XI6rfdOtz;Ff0D1v8oiV'
'?G^_+%1m_f?O&LQ2dJZ}D7j}Nb%r3_1-u!dkT|+|9a#@N(hhBwRInluYwB3nTnqf;P14b1k3T8ZL-1HLY7<KO2a-V)3ryTmZlTBGk|1*UV|Gvjd#(=16rliBY4^8K6@s0ZSBTHi&CCZ}SPJ%C<z_wC'
'E+t+epZG_aUP1*bGGy#6pH@CnBZo?*PNv4>fZa0X{R8RPk$I|dP{QLr>hV?w&_VPX{_u1qyi974KR?uo?0+aF;=+$5Yh;{nketb32aGdS1Ir{keS0am4Bzse1D=16Ft@#$(OLIGtxPr3o<cX7Y~e}P'
'U=e18nE~8a`-F5Rk^j3x!(vly-=j<AnFqW8gPoONLR+R}&sTJUlRKnSim47mD&YX;YRqEo${`b06EXN8s);^|!3x(kpDuI2*Z8Onohs1`nlQc*nHnjbg6D+|{w@M$8s;OiSXYFk;e*FZtqIxx&#O2)'
'Bv1Fib5cVBQU^n9c2l)5N&GF9n2*K5uvuoF?WwZLpF34KDN{SAazLuzlg!KnAd*7zKho|kkjdcEXM7=w4;b%bVm*B~MqlA`6|a?Yj%dd_5pWE6w>Lx{<Qby=@YP{tgLC{gLFE-aQ^p%d)~fiM{H@7@'
'9cAV=tDoyK=E$OxQ^PO^<!c3r<Y0w*B!>u2t!t(lWMXTL^ojHd*F=B7^D@z4a5mfwwrHD$w-oR^<<+20c6^G|Uxs5~$&2-z&D7GVJcsrvS-cQcz0@BW?^G~p9i3ELBFDFsf+9YQ?)Vw+f;1Hxrh}vq'
'TifBm&UN^VxdYsVsRw+jU%io4c-;<qJ0<hr?D3s>?8`4R^^FPQGu_N~QFt*A1jFR^NGB(cXa2hCTitlS41I3}wuN4-?*0lYZLUzyhc~}UcK18|m&vwpU>zP%(<D1JTYI7d<P9TC44~=@A3c{2H+3HK'
'BKvtygZfvWy4o{MMBYePi$tkc`KovePJmwHS*5T+xw#kAGx-bnOg}SR<P*YXJsa6lkB^<zD4C*ard5)WMh^ZNKtF3;R8MgQP^z$kP2i$_F8Zr>M#;wyu)d~NupvbEFS;38Tq}D(^m659-nM}*45_59'
'kLhcy5lma#2`7KDUEW0CB1+4&4-`EaZ8a*jl}@TP`C57Z3R6$e$fcWzsDJPwXD^!R9I3B?ub-{6uA|xeJjVNZkj4v6yo-4wo&m2oTAk8lGqY0`1@YW}TR{{|>_tEMjTP`q{uNQ-EgTOS^Q+OPHBx)p'
'PjYT#HTt4x(vfT;;{9!Ks!vPr!dNqm)0uXoD$K|^+*w6FX1fmyjAxtQMuf1~L*>t~dU-2>o6Nz4R`NmA&d9q7H00~I`FOkUgD~3@H2ffwJf>CMu6E@g4}sIR7Ex;jtCOA&`kkIIW}|`6n7}VH0M~&='
'cJt1sG9<8PgE4h9CRv5SHgZvLLIcWq*0Fy0W*FxtiRtMHu8;|}?AuuFZ)z8!9Yj~KRU?*c70%}sW$PcX(ixZLVCD4W^b~=W>wM(V*DT?AVQnsGbVVGHioku%<Pi6_Nw%w?*e|`255ZS_Sx6lpPv75-'
'|GgrZDl;Ty7N+#eANEs?b?pN`@wP5IyxLR3j^ZgYq#t~P%((ibmVWn%#bB}H7NZYxhRlO9$!sMfbG#yAus~D|qLF7J*vk!4=^vH3lgRLiN-P7P=S;^t@N*lSQIEl0;t?Y<+48u>m^*lPCG5qle2@T<'
'BK431tXpIJf3QqNpo4qoQhGS<tehYd<*<ew)yA7~zyb7jvc~&bdA?{FKBq!5kj(C{Dn;%l*})B0Tj5vE2oHO19kV507mlA9OlZS&9qZB@?&%^w2xCc&Wt{o}FJ~ACF|p`fN3wWt&g#1eliWRir21vQ'
'F<+gz?XWI;x|%E?zGtJxyMEZ8FU497)R=>otkG@W7X`uetAzjG-OQ={wvj$Xypl(zqePuVW+xXI74=3%B$oK=91zYfGu2KbYUtafOYXc(!3<mQDmOV+Q@>n6u6DSK>g9`?SYLVb1^kBYfjhlF3u)gQ'
'z``2!G{-GOsxyj^n(>Y@H`ObbyZ_k0>}vSI)I5CLNZuk*NY-2?AKGB8EK;8aAGSM6o+iz~JO(<TPM08+KS{UsD47i3EmO3Lmta?UZxS6!kHyEyJO}o8nZtO`#<svJd8-Lo*jpS|%XCms$)m+w%j-Z2'
'i-Y*RYh^|Vd9cUg@KOEhLG30%+Wx}TGLI1+<I!4tT}dO1+BF(oJVkNo@0A|g;{h15J<Z^u=!&;AW`x=5vE;8wz0TAnbfV0)jP@Gb*8K@O>Su+iIri1j!+og@`5!0MP{+$SYa*)wrNj=zu^}IP+sEp+'
'OI^%h!LBmTR%Wf#@SY;#=J&|@%KT>D&CsOrsT<t*ff@Qb!MKJu#IEhOferpt>z5i$>S_mCu_%-5V5P+_(B4K1dh%r<`rfF#CHV2Ug;Q_n#OlF2jg@Zhm6m>LXU>M$FRFYmai<H90qb4}GibqnE@VD)'
'n67zxs`ACQ?W?ErhLcRzc&i%Su2<WL(Z`3-+|H%k0}u7DTJlV4&0Z?#QXDe{eX|B4&)lDLBUi~Z?Oi$?`lSvSRa-t)D$LF7Cv}H|TJU^s(f$;N@#ea3rPH(5N7vnmFvxd+OfO-6$(zKOot#2y9xM7J'
'#)PWtwdM6_X4q1x_Toh!lYf3|8zxbRSx3T@off_-Ceyg-t{<C69b3YdmqoNr^}Q(s^E6cL2^Ag<O(V547II%iE;lSj{^!)dmhS07rY48c_Z4<>$4TZleAM<F&E|R6GYyQlqBzKx=F;gBrgp5$$tgEW'
'-F#m=dr%^CQaoYK7iPPsmRXIHi_wy40kq^NCmHwoiOFG}<r;a151RCpRDRdB^O+RQVK&}r#2QbRAW>WWO!Y~2kndv7FYMhZ$&qDAbx)e(qI8*&B^n&UC%mF8`Uo%nbhmg^V;cMY%heer$fh(dWUAEk'
'0JSXf82+t17d+1-H8?6u9kaU!XYX_x)dbXhGZTnPX=10-l`ujX!oA#J4hERC%*j0NTP+i9=<gh4gLBQ4`WN+lWQt@OHM4LYi^F{kZ-_SGyNKV;%be#7?KPR9b1KZF2&!WDm^p>7v*GTa0`Wz@DMf1N'
'jN;9TAdpYZUu#STqod+d7vEZDp<he7fZEyX?{u^z$4S4YIg{O-6J8b}x3^E?g25r4s>%nayF=<@KhW8y;{ox=L8dJ=IPnPd9yc!JO@GZ{>Y$j1@s*ighGB7IY7TifIt^Tz%%SPG1dr-8)AhGCleG+~'
'WY*57^>0-Djd|d4&Ynq)MnA1-HCTx*v7_1hW5%u<OjiD4PMWTw2ANlTG#e{7pcFoIdKcW1QDHNq*1w!+AGSHOm7ay^UG&+GFCsf4voy_|eo6!VAM^qXipb*XRGyNpOfYG`4G%>XkWmo>PZ{+f9Zf}K'
'8ISphm)&;bElp_-V=npW67u*a4W24Ps-e;xRR0{1w^<Ib@?=b2zfAabEYBJJ8n5v_H{-2TCJzzFXBssK&jiRaWjc-CjiIiEPNH{aE>Itj9yB(Z9fph=Z*ol1$TR-ccca&sG=vQFsP8T@qaj%1sWLZk'
'j?&n7s5C5)4oo_!qb-v4M?RHrp*Ok;&w+f5SOib>+oEUO*%H4^mbYcW_jcuQroU;Ih(V?Xz;GcIgWP257kZ@9%O{iT+vu)`!OaWNZ~9FU9^q4Y)7GfCG5P(34o09JJ6$*4jYag(fB8^(8_-WOm2PMr'
'anXn{S*J9aMbj6=|J0V?MX&PFq1<Ta`piqcYlXZ6B5J%-%h=(~F?#OVTa!$?d&vo+dy4lM#N{n|WaJwqY7vydq^EfW{FKULV={<eUHjKE4}XZn&`delRz}U&H|9*Ko||kNtld+9=fetpvVxds+Y;&('
'|K(-2#eMk(FO9FIn`?*6aG;W=%z{jQ$K(pC3La#}2(_zJINhS2aVWi0(i!w7??+i)BB+9>>JRm|@kS~8OETLSU)8f=TfpE4zF0sv)7w&kw$=huaNh2(L^EI0u{%er;U9Tdknzr_fgMbIVhZ_-KBL=5'
'$(PcQlS}BE1W}i{$)rvR{ODsMHFHWw6~nOy3XrSwGEwuE(7l#uIUd6+Jxa{=+_aGOQaSsi%+6|Td_vwuM=j<Ht#neKl9{XBIvtz2nZ*4+1dVr)-dF)YY<Kduqal^XyB2sqT3-Yv<pt?bKpMgu-tf^E'
'N99P1bd#34jV^iStN*v3_a*0Vn5Z21lQqxIq%JVIZUzOH$&@oH5q8LYVco+Ffx#NqU|N7{AJnjq`GuTZU5t)sB0qZah#R`BQK_WlU0c%wWO1l2@%ee0&5P;Jxb^`e(*14ZAZHZK#KYFno5N4xNWeY^'
'@~PI#Y=D!$yAmC$?xaqOiVoorG-8ZE=2toDtQuh~f7M8h>H!^pc-(@mOoe4!&)f-ihIaz{5@dXrgK)FZec}UHV`k58lt~x-`Jl476|k&frmU~GAn8@5Ps+@XPo*E_fJWXZ#bLa^p*w~@A1Uk%%whj}'
'>Ce`Q67FIyogY4rcQ6ydJ?5m^XTKE<?qR-th&)+^Megr4>K-!M|3|GKmIPjGj)k7kjlTYpRRhb7mAPygUS_1NU{X~p_4ld5+_y0QFN|gna<9yUL&nB@sLqod_%E~lx*gqEA-}|b?R3OXPViee(C!$%'
'iuX<(v=gl#w9gVbpuU!P{?$dWSG5|wxS+)UP95KEqkhkjuutpb0cyVGEnQ~j4j2_C%=Dz&@kBE{kmSEWicC^oBk?Yl(jI3r$hBQ`6uehRg!UBgCy@LHH2`((RCtdMfi?Hk8gE)AG6F$#S@8&~go9<~'
'@@C#Q)0Qb-gLCRuQgZ!TFx$m2yzxi}lL7{~kc?HG%#$lA!FmTm#IMKc!O5lej|tMu0bAyv@9bdQ=;AWovTD+rV%))2?-bwLvtgLjz+r>ma<IM<uP$#>WU}d^7&BYz+#~2^E+DSy$|1)=zap|7)Y$vs'
'Hhk~f>fTRRu;0f6zto(JTf-C;PUZ(EJk=lV%!9$VWje`(7ub-Fi2<fyITJ|lYxLXKtdlo*lJ82*EMH3$q~ueRH+c%@jqJ|#ftgO(z?sj6(=^GhQeRMs_nU8Ricyy^M&0%5A}VB7$sDG2!d0ve@a{=p'
'2lY9Z+L&54oQXF!Dit`}%WcGU{mYp?`>>h&_*&sF{~R`Q!^RttdUWd6TQp_|<@ngCR}=rWUcbz-i6y9Be6i5z+dEb*?^h3UzHb%qo$wN}P?KFZyNJdIhm3dM7;n<LBu=f#SgAOFxSEL7nB_gk0@fWU'
'&+>hcc#Zeb46+f2`VyRPYAA__NnK;LbV$OGyd(3*$PK3z^2Vg+)w+%RG3a1+-jfPXd|HGSk)hkDEad&U<YD)Ez|K3DGXM8SnWo#b;U1YUjb$MosBDF2<b9yn)#W+!q-U$+XFe95m>Gu~$ipgWtW&Z+'
'FOe$#gLx?10(9@x#i{c07xwcSZ;Jc=XH@l+XvtY0dPwH=&PwD7u4JV}>P>a>{~a5ca{w#K$!xTk64dCZ*l__767L}>cVGNDp2FIFkxNGm?_)Jss=ZBU|4a+AztTcB?;A7niC^OVaQ~f+m}RC?^DmW#'
'$Kf1XobZs%ZFsO|b;aC=!1DN#E+@SBfj0U{TuKtpN)->$%D22*PI_#U#P<cG$E2482DhiEBn%ry{P#-P@^YE7XJ#q_JmHG0HB!A!cLEi;)Rwr*u?fjCt0Zk1bw67)V%?nyr1r}gk;nc1?pmhb&cez_'
'Cyn(X>K&+fp|7){mD~q$`((k{)YKX8S#)=x0V(nMZSZn$$#jm1)Dzb-J!yI#5#$qQ)_+MG(dBpb^4?o7ywWRFN`&Ds;P!_4h~r<jQ2%$RmJ0a0UB~QLf^AEv^rriPN?)wnmVCO~Vcw~Ur`~10RkDyP'
'nfKjNM1^xd@p1hs;jU-Y4lAd}fJ$`RMpm3&1-2NR&3q1%2R`O2GxZU?w}ulw=Z1~Bt{l8HU#h(y^HSk~6=eEkWh+s_i$47H1nEdIOKm$H{r4rPM|iEl$R-*SUy=GhC@tOY*e<zr`oo`+n!5EC>Scyy'
'VS&u9yH;{<u-^vFh@fHAh|3O0U1~-J=<qe2n!L(ZI+os`9%}<V;au&sg-+V<oiG=R1cyH$lR$}C{e^!>fa(TIweA7kc>l-Eq5U<+J7SF)T~GU9@vp1{OSRaBDM@)OMz$0GVj%iore0$=1M+Sqya$uI'
'm<`OyU>ozDFml@h4=9O#yA^%lJrVhKrkF7ADK(G!tS2j(;yTQCub!k)YaEof6}DB-nL~{}{NfF6aN=Kl*zV&2dcj^SWL|DR7jJB9U5$43MPQH2B}5o7;dGz3`KW?uX#oceufaB!xzWk1tw_=ZjhK&4'
'=qUkb0BvEe$n*rY2N9*8ryKA--|((;iRAvLf;q9EOfb}heEd>s1y`yo1_@yWHHm}Z5q2(x>%Y;?@5f5k$sQ-BR&pAq$6~H@$kCmhFIF6E*Q=E_j*@piu|Hv{@SYmRLgUBAN$xUT(7=Gk9nwcaoypxU'
'q$OGAChw1dZ>Rev*;!+zccgSrQva6WHKw{{c+r!)WioV{gAT8?epskv2N7}4hBT?~LU#Kid@?mpq;4~^wb%Q&yon7Y^M086&wKTNyq}htdDnZ1Ax`Kk1Qk(jnG$EuvxL9pS&}5zG$j`vgE(fLJEtC`'
'(A~y6^`c#MT~t2GWbrs&d98GQk!wD0$EWPot}R^ibDy^HzMXjss4qVtJzwB>dgif1S#{Kx%$KSd`d_Iw$ne77KJA3T?iVLE;jQ*k%j1B>d2uoC5@WV6(Mit+YIOUMzIJA#@chR7HL6`Qo#ay9iHL=%'
'H>$Y80j3!q56o77-&H?0LX{v>9ULk?rLx4;j`uY55B&3IW)e2eR#v2snm7k@$h!4yWv3dz_$48uBMkYU5;!UqZF9oLw7YF(GU3LI{GN=X2^HY$u&l<Mq8XDg=E~$Wvgzj%RQUyC^ssy!qY826MsRwm'
'djM~mjnW-80~XIcM|vvJ@jI)C?LIGA>V<n_)g2+M$y=+IMI?W0!4fuXVyYe0G4t}U8CUWyyC8j*Tm8uVRq{sBk91h6+D^K@_e7C|(<R@_ZV;)BZ=`;3S|-Q^_UE+B_o-{Q$V3f(H_CjsuR!wGg(Z^~'
'^CpOo1PzdnWNH#I_^k=F<6R$Jj|<g*@8nUNi}$=Y#N^&ynQC-K=S@Om<vl*;hhz?^X5bKPAV{`f?nZfEAiY;lJDE;3B_Q+Mqa8KeXJ7$Sz`7%Jg1)UYG3{IcEI)J&aUAca9$tXmdnL}hA;ELVA6Sp~'
'ZCtP2sP6x}Jmx5&SAWsyoau`uYoMsviI<#L7f~m{^vUKjx^-?^gr@c`7{fF{7wG0<Ht2r16_%n!V^(x|fK17L>1dSql)@lBM0HP^Ozu2yG2Vzsf8z}>pe1xvl<3TInOnr2=V&c9<|n$VHd$U0iwjz&'
'qiyjDqrU?^pJ`#v`(=8cyse(Aj&@UpRvdemx9-NCE0!sdyze{=1CZw63E<S;i2jdyqBkA_hro@ka9=M|kjbAg(V^2h)J82V*|Y^t*uS8YD6`oKM=?bEOln@Kc+AZtF3*;?W}MM^j=jErG0VQH|8nH>'
'ZWmeo+<H9vq7qJ~Hvro)Hj65~AuVV&nX55Drq!Qnz-!D|PR9P^0{ly6VuQ>FXHxf(7|3a>l{HlP42}*)e`26d*|dpf>Xw*wxKZAh$!y@SbC^A2|GDZG-=P<gOW#m$RH)%6*-cRIN)LGIt5tLkapzI>'
'V4l9<FYhg#DLo$dFQ*rLu8*f$<z6CPejot4SKg%VU+uY>_gwm~&BQVgv2DtN?fHM_;1l8U4!2+CG<{R_p}fnAUb1__^CTBe6g|hXmR=uuv+`4}vy#CDUmk1&lP`;a98%=nT9fR=zlBo&enKNUudCiK'
'^Kt3l?TyL|6X`C0Aq>L#i%cWG)CLk#`p0}C={Wc(c6-5!$R}bug-x_lWoz`4Piy6TjW^+Oy5p>%;-}^PMcq2ndUEZY7n5#{h~T8K^V5Qt*IyaL2Rv0zoCxMjaWI#3hUi3^1MHowQ9*H8F_JMx-EDuu'
'Z-&_bJDn>h|MPF%cx$>bXK;qpc9F&Ww3s){)J8xoGi7QDU7YM?Vm+BP=Bb!7sd)H{mp9gs&A-QmUEaBr9?pn`2%)9ESvnA5GJfZ$+Io9wp_0&>TG8WWGAAe^6|GlDOqf?WrjiLcaAmwR7u$L?8-9Hu'
'Jc`u)AC!KhG6!sPyJln<LCG)?{pD>Ny$ispRH%W{<_JIU2*7C3;j}UKxMr~7nSO68+C!z?y!!8?Dgw;A%myp7D@?~C_6HlACbNI@baI8Sdkltol1z-GvSdmryVqBnT0t*oY9&*J>DDsp{!Jb_={Clg'
'c(kd(s5Su=l)1sn_NFA6Eip?fcwXtEgZFN@Z7b2_EiO2vHFemW`&wa)=hhf+t23tj|KK#N`#E`2))2WH`~QfQIPESMw!Uuxamkxr=G~X;Se>wsdc6xPu}Gkb0r~))ljI$H{JuAUeSV^gtS__u=Y)~3'
'ue0g6o*d?y&Cb88>p!D*XpaqPA1YHP${g5}E_GJcAoz~RFH`WymRfiMs^zhm2?z7dX6U?K!d8<k6FA7kyQ^SOCMT$Lz9M*qbYfAfa6@@SN$Z<xKklIiKAUR72dwnVjSs=79ge}$rI?BOa_euPFT+mk'
'cEJKKnPNsy>^ga(HwvU{mfW+v`Hd;G$(oTV=A4%~o{~43py&7HvyM09jc99^a>DNwg2bMWGMTie0Bd5BEE^Rf_|BJ^R#kx&Wi|}?WU1$tPUx4UldiuF);c*v&HwmDdV+Y9EVlIM0{q~e1+aGmwO@8h'
'Gjpc*$W*HTEa17l%z>??^DeO-d{EW-Rm6x@R#svy;Ig(z$Lpp|?BFXFDvg#oK=#{98zmw|A8$(_zXeSomsT_SeI5DJ8YU$N3aQlTmUk?qd#H2Xtk1R>?^~BC1Mc_8yuyHLbePz6c#*;K{>Wtd_SVyf'
'brjCVL)6D4$3UFgYr62ZHoS_>s^IEBX7i@CgLbBf&(jQBOcvy$7~I&tT54ner{ajbSC2@8sf`(4&UQto;jiBD;jzDOg3o(;dA~erx{zyQzRch_U9J{+3-IcQ<Q+8L##>;KNgKT3R4Ztrr)y7`sIb0<'
'uFWY{7=QeVil4khkWtCK!-KF|?8Ep*CijuMFsic8cwzn@uO~;ztfACOR`+ZP^Xp&tFx4P64-WBu^}N~Ye#MK3S~=a*mCWAR>w)>A7V#!4I*8XW$$Z3DbY@L|*vLEKRcsdqoxC5OB7KH|Dr^M#kh#(?'
'{X@ifBDl2?#Y_<Ci+0IOw|nIcd)p<G!4wWy;TINxd$;;oDc&2a)KtX&2ctwn{p#^0Z_r(5K2CpA7(2f~cn4kHW{)lYHcI#A<u-`{oya=X-Dxt>h80Ae$Utob{dz$v;HX^CeduNnxUPaoo*d6-`a{x*'
'PiBMnKax45BMEPRgPVwEn9rChN_3S`1S7PYS)p}g08h3bS!m25WN(K1IPH<rr$Szg8u-hK=`JjDGYz>f%HHzSOhGG=4nHRHbmd$q;_uWu8XadRbgB8a$lGr<n4B59QC)t27U(uwNF4*Y4W<Y+KM1y4'
'C0#jb4kY!EpLiqSVt-1BhJsY&?v%O1OsX(dW8ryzr3KPu17CSrF?jz`C){R#S;q>Q@HbWM8gXQ@4PTT|0m?fZqjztA8~G*PcgEi9zAZA3=C}o{)mUUatMNYI#p^j|a3_&GZxBa<S3AL`FiL3m7J1)K'
'nxjr8k}zpL#mYJKt7Ia^^u!xJ@FBf)FvxQ(SIF#i5cqWI7doL6oBlJ*MA1Wjvb?*OU=P4=w^dM~kX=LX$P2ktU%^G)xB?wpBX8s}-V9ETJG_EyJyRC@w~(*NGJ`F3AJrhK9=bf9mi*}Ny7)G6&)z1c'
'W*yXE6T2-~BW99b%!V=8nfO0loqK#!Ww!T=$lY@Bf}Dy2dQdKkqEi_tiZUMWu+wCxmoy<MDZ2?IExnhvkfax&H7!Y{O-sQdjtV0V*CUQNg2+WjK!;Hj2T>TsK}SKwgMgy%{;mf<=Y8KlRMa-vm*-i}'
'TEF#MzaO;&DtKgjd0vnt@eC?~Cq%`U8pM}zvql8$Z`oiJS?NI@h|ZU(QILk8%u}Y}(oC)y9~LqF%S?7EQ>k_29645=C#t~DNqq)?VU8L3-ebZtn|VUs)X&sRoy5#3x%Ba_5ao|IY&gmIGkNa^TEY2J'
'EX1nK(TZw#tgQdx8l7(V!_;1?0%Py?@qaBo7Qgee0=Ac<)q$SHc+vE_%$=5{R6K%K_)qRC;=&y71?j=CKL*uG^vGlvJY{3;&dEi~V}*3ViUprPRDPbhQ!f*JX#tSuMSeJWoKW;nsoGG!!nKyG2o+I<'
'@YZ$jmFZ+UJiEbe&XILqG~4-9BQThJU&Gr1XH>GA4OUc7Z?`;VWj{P>XTENTmx^j{)7!0_X~!ft|EdIi?dK~|I@n++HyQj8+Jv<d@iJ-fleo^{q=Ta^*EPw4Du2C;jD4GM-jg+@L8KgD?Gf~AlkM#A'
'GiEjq!*qN%Cj|b}U=QEdE|gC0^}es=8F9_?Y%XC8q>CQxXmJhDEGl0_F$;fSGNm@RxJ`Ij_ZR&16?@vi^*LvXM7xMT?W=|nazdQd7p&w2$crnTR>en|?1!=5klTP}jv!6=m=wx%cV2*9ag!+I?QZ(Q'
'd^%4?c=N==U;Si`8A=nU!^73?keb#}PMoc5A!?-II@n2#Ss~tnWk#9!mC-#rDA?**Q8)rSN8x08Ii1a$JUC=gBmVC!`y#7w<m)EZDRmn1L{}M6b%10&tk2f@AV=U}=Cg9KYVt*ikN8q#!1RN6#k1UN'
'{uN^;eI`2NLv^aSTYcp5gIr{-Wd@!Ie~d(G$z8<*rIr<3yK+yAnG_JNCo}NI+bO6ToLb&_Z^=0~7f=tHQ9)Bv?NudIX4jinbO;|P2lKMHp|H}Y7pYmQpcMrBUgMP@|MmR{c%3NP=s3N<-~~}U*vkC$'
'raG`dbREGX3eD?`2&d+77n2+V^UK6th#kLJroVsDMpUvRC)T5hYB7`!9A{f^QQ&lzP-C4nP)`}|06zg=Afr4eIyz)2CklD9S#c)rzmIZKU9f_&JnMjCHq1hAYoVQ4D3FGm?XVHoM?qj==ki&)w}xs}'
'Cn7gFi(oIU0t-5ytL}vzRaqd~+=XZa_qNgJX{ZLn<=lI-f;~LQwM`faMCMn5Wc<5|(HI{cKtF3&F<B#-+=MLU^~8CT+ks0R`hAn!qN*h<PpXd<;&6JyT)HH99tDa(A=^ZO<b$Yq$%k1#;O)t>$NTzV'
'Z@eT9&R}{+G7reC6<7EtgASZt&?WOq<TV5BZMn>l^ss|c!555pxbh^=_9(M4pl0xcP_4w7U3tfxWoB;`Okz5KH=0)gbHi`P^JR^NtaiPo=A5TDf&=W2h}&2R*Eh-jiTHf5N7F>nzsz9&_N*@}XI<iZ'
'K@B!dM_JM#*!<@5EjB!L=)$E2nT4F1j@#U+Y<k9n9C@NwP6pO%4xgK>!M`{$lXW^qrtqgX5{ozBP^<T~gNi1+N-0Wp`PJGk?t(-2H&F#2;ekE1A04-ZnxAJzg($|Fe#n8c&4U?qDJ$#E{4uE9UfB<4'
'I@o7aXvZTUx7VSDIE(zT%z*!;G7+V=N7klrj8oYP(;$x;lSdD&49|8ibNRO{tgRwOm$`X2=(taEjPxkIfL^-tVMkkRg)3~n)0n1|iODZG(an6-{MnH<=0vAf@pIPjM<HB(`2=dXM2y`(N-FHPJOA5U'
'+qa>bZ+_M$^WLn>&@Tg_J|WsPy7yM`7U#M8t*~l7)A^p^4o)_+LWeK!rXK&KW!zHs_1of`>1>hrM9-^$99y%1r3^PSjRL9LXVGJj$&UW^JL>S+R=&MpP!9`_*l#75+bg&|j=cv;nfCiK0un*CQIRhk'
'n2JwihKBPvW!8<2p!()pm`Qw!>Qs6+h>90K_1e5g<obEKlVxU}9?qW{;c(vJK=q+lp{A>olPehMIcA`Vl^R4L4+ndhK=Cl|66#F0U!M#5-t@SrPw9_|_cojwT$Eq5pzeNJKOr0@cJQ7yqKFU2Km)bE'
'{*upm^QJe_|M(xlVA6$=npp)}%gOkqdHtiZK_2*~E9NsRGd-XDic0R+$>x`=;GMNT80cN;AfBk1juK2V;-U69W`GrZp9fcZV=2)=Rpe^Yf0Tx{VVMJeI(LWiO8PjH+HP$OhZR^m^dZ0(zHu^LnGT+H'
'>3OM%$#;a6<uEo!WU9x!_t0WK8I(R*yBHxCc_Ez%2lP>sHLB8=>e0J~N#*x}PaG?OZAA^F>8J#MrsLG{&q{XKoDN)8ZjPWj$_fv+qfiZl_JS4MA}$_HRPEnni&xY<;`Os_{{hPBgDnUP5o8IUk5mU9'
'qyLfMiosTg;GAcN_4=nG5K`XP>L}m)&&;s&Jvh%FkXh&K*~-y?wZ1e=CjLkB&8~-Elnb9skCR{DpU=eO4Z{DnE=KhTE)Tu+#X9lZDh}%RE&!)xk1%oZh2hU<#(!rK@0pI`H&tY%=biM9{pR&k$t5Cm'
'zR5^Z99-KT^E=lSF%v}}eoro18Oa(`dMjd|+2{elz7<uPT29#}R(?At^Ah2bZ54evs^ft5N<n~#SX4{{HIz-uxwCp|8QvT$%HA$cuw~{`-rvf-Y!mf2H0^o!ElcP-7v&a72Q*!j`#BlMWQp!%JG<}Y'
'*n`4^Wug)W<uje2%}l{7e&#4MLR2hQy913<^Lb^H_g9KL*##^6w$$?9FgCqZDoGyjyc{c6y*<jbz&^cyGqXZCB7C5e*IIq7^;!?{<nb0X4ytP5PWN(CPY|6_9dwLGWXbffPDPRk3<-iNoy|tA7fi`$'
'45!1R<f*(Hg2{vSQ<}^vY-j+zc)^<IRP15y{Xw5n^Fs~b?|D=pZ%dxJsqN-wswlcgYqP^m^sxJARN3#;!7y5Beyhiqf-6FnQW=QU&@b+AG8xiQ!(N}>7!_X;_APJj!x(4l&PMnHH|3bm#zJPaYZ)3d'
'6GV+RHAoh~*?B@#9yZl=xZt@zW#c>lSBc4$PENnBkxuZr3Q+Ok4)E{42nNs2n<}bdNgAGP!@{u3dcgZAeM?gc!grN(%8SaQS2TN~%0rEM_E|3~Q==VJmPay)Dx2%kOk$0Ww2-Z%UNF%{4A|v4BML2O'
'C*LAWXu7Iq^zpqKf&riubdyAVl?e2J_%7i5%+yTSj3pU(X*KaX{qmTB8zs5Jlw8G)?Nz84gwqOP9B}@QEhM&nSxc>T+<anmxPszWm#lHh^vT1YWNkY6$)DZy6qQmb97^S!0s1yW7<1p&!7_MMXPra?'
'_#TdEAq!e$WsUAJ=&!=5VV||T2Z*N5-RYbGE0}?BlMV6|pE9o-*6({hQ8+Mn+ey390$?{CsA7GDV56ji3}4J7rn$>Fr~m4PcXT$Pw9R*ScQ`kj@98l?vw50<qV<xmQUlx=;ADQkTDd&S%%h95ZDT1K'
'pP)ZOMJt|O6n|pAdfigIQ#LSrCXCDLY$N0R=B+iTnxS+<wgHovtafqJ`xW3d|2Ch>H-g&E&143DPorYWkuN_I+$QehWF#}h4RL1^_~SR`8@!?pg?dgVCRQ)_Ic@vo@pMND&;D;-@_gdgw*{=yaQg_~'
'3Beqnl+T9`#(wWFF4Bj)z%2h6q&~ef0n3-Ev!JN_jFE^RErpwCX5mb5TQ6qXBUJ0)w94n;Tgk3#M5Aiwe7Ha5R&gNpEC1}#4lpeggvlp{*twEvF4#}Ed(b7gI><MAJDSaiGq;ev26`N-$r7ZB?>=gw'
'$M{Md&)=yAE97Y>DEm;+ui3tUN_wIV=E|$yM_gd&bknkQ*chWMM8!i<p3ip`D7-{VQEBIGsQh;O0$i$VWnz4?0rKs#yxobW?tOxRfw~&4tQ+FPUN0Px%Ub#K8qqKP?(zOfZ;0L&x|)X)V2o#4m`5BN'
'Mw{!;cIH_6+nN94-kbAK`+sd7U8U#TocZ0c=@JXVO?2rd6`l#AAi-q&v;sqNRy8sDXThB_EbQuE987Oo3+Qbf&_SZ#44tl4SoSNT|B0g@tFX!nXOPJy_T;egdT~=r6Gl^dC3>>T>!@4sbgErW!yl`t'
'!<ZTy?chvZtHUDxw|IS1arSH`_PrSbsXAtm8Lt5ajx!H_LpmL-^TMRMud-Y4c_L?z2s0IdY|iadesWJH-nMC+YGb8Oi}%q!4Ycqf2Z$6afthPMT__ZdjPq1-b>8m)Ij`=kL@E2u1hcY#6fPo;Ky5Pl'
'NM-(lnKd*9iE*F@LyF*GPE7n>ra&K-`RyK&ZmGLjrC(dwWnbsfHAu?ktlXRnzi)Klw+S$fUFNfUXer$mYVX4NAf6Z8Ak*vW$u1AH9@ELT>EUEM*QSfMuR&fBOOT;u=y;(V&_SATLLrwf%xlUe?$Vph'
'L{Yws$c1(h|5wwgf5*wGwO}Qc?Fu;^j$7u5cF_}+sOYT`zuqP%Q*b9LLGcwDGoqXd|74ts;#4L7l|J^zrDSu&q);u&z96t47{f)o8r>P5%8*((EEBTWl{gu5EnB2xn52yo<a(Rn%*>PZ5r2y>^XOoJ'
'FK=Ql#Y$f`sTxFQhy^z0E)Pg#0j^neDicITe7Wux1{YpXjX14b(kvhE{-^k*f<55{WRa=izIM7A_C^qJ=IfubeO)AHK!~dE=9;~t!=U<hM=gz)dhD=~l#-$JiahV)N7!~=9Bc9eJg3LJcv3&@1Wy_n'
'X5s)vm#u|V=N%rDwx(#Pgv}OwX|Q&i8@!jP#P_}IgI9E-LLVC|si=iLy)?{J)Xi@GFPsK?GDMBb1eZlO2yG7j4W1JJ+#xmDT2V7%mip@`{Jk3jU`O|eMte>RDAUWvp&%&E7#~Q{PzRl(hh1BpXoEd!'
'6O9t{em8cB2C#J9pR{DQaIg3k4A9VPPH~V^CeK-C{(Wvh{4F%HCOVqr_vEx7cMk=5qC_yRu&(YoH=TpNZV>us^I#L*o7hqWZX_x)b~GS%hv<V^((&P(9$+r|cp=(&DK5Nl`iYZHlE!>onun{v{X?B3'
'6;{~a9=hMY%fu0m8gZhHD(ks6nBJV<jX~o2H&v+CWfoqm_o)2e8HjKbr#gAkT4I3*cF`k2X2{o+(X*mje#}MP(^oIU<-qYkH`lgaRGZJ4SA$}YyQ9+y=P%Vqj2^F{SYPa72d=cbEOSIdbE-is+oA2N'
'Rz2Ob1~umMA$I-;7CI`TDIEET9*8K=|C|X!|GRvA&0a70x=2kOQ!OgC#u{PG!DYTSa*rU`WHeU`hvH1GnmTH8Gq=%4eD8g;QGF>ESG)9O<X&i0o;5bch^%-f)>K@`Qk?_zFUihJ7cd|2mautS7trI!'
'B_uTg!-y{H6FK{2mH=0wp$@La+tEvq5;C?&_2HsN&Ca{e3lIAzFIB|`CTYq!QD%tq9Q?B}S^PW9xYQshA?ji&qLolp0z3Ly`Y)}_6{e+wN1dtU6#lx1?2*YDm{EKxnQ@;yYDRAdI={6Z6uplGa8o*y'
'3m>9irBW28&fKh}NOoR0U-?m;YZsSRO`V}+AN0`oRild3*RF}%R+m%x8;x~L(WqMAh=Gc~xQwh8W`I%7>|d5+Ftu2T;-Fm0mqRf6PA@1G&JYZ{bm_CqurYZ_?fk2Ls<(r;^j9xvWPj0SUAOe2##!^3'
'^&6|`ifd{DZmX3%bA}DYZ8$4riWg(}&pc&=DKbi<jz3rNN?hslQ?V4aP?vLB;ee%PjLWJ)0Bjw~6Cyshf70?*sh9A!EGG(_#|v3sZzMov4abBm-qIrLi{^JQ$vHz~ngUi3>u0F=WAI)ZN|_TTs$C&I'
'gH|hAV*~BPw~Lv|QIG2Y(Oe~L7e{%%)Pe(i`z|4O?4WS_%LY08;0O$JP#W>(yQD-GiPMQ8)}Rg5*N!{r^MyPowATzlJ4V?!Yfz78dTxcFAY{sOgK!_15rPE*1`x@>U!6W&h6}yREGL+A+H6)O+2k8F'
'sFLh(!g9E-2*)GzddLx`H=-@5CPW>^LD6;VYll($Y7}?o0v~l-x@4+kNiZ4ytAz~y=P0r3NQ{_%lh(w<eLfXZyBAf%w^|hr!))<r2U9DdPTt=%U1?LJnS)mr`Vr<CS4v%ij#7WuO;TH4?obM=U0(RY'
'<i+%{Z!JMt@T@^BeOR;&MlXC;CM<g9pn*HCj`v<<WI2b5^3d%TSVa?LPT;goF2lSev0;Pp{Y-F)d#$BX^C|7Efz|lM{M&p&TN9ijAHqNOiXv3^@>N9H8LhDYHna08z(>$*OLvmB*0`xy?zd8RM$Ps5'
'B5Z(Skim4x_i(Hyhsm|j9~j*L+i^k`>w-AV^y=X*vhCeXJ?pvpBNg1=Vl7z%<&1dPvnORfpBR5zoT`1Y0k+K9LN-OEkBZ(@?fE>qji8}R!$f}+GGQ6t>Z2Mv661UN`QYq56l4X{mHR`S=(9~@9w`_@'
'Bk|*vXmPSzQyl!i88%q(5!eE;>BV$g=_q_YQ*{}ivw$Hpb(x{VF6t@Fq$L%2!oIKo2Q5{_Gr#j?kh7-0M&9`M+4vz*<Mnm(X3oc$L4K*8iR08DoaSpH;2PI>wrMAW)Hmm|I8nyhsH*5D!{VK2&=*zn'
'lhZ;npX3ImR$R8{+_+gMYp_Z`&J4>WXHd8ktMGA~$GrDoFBwsX=dB9f*7_{fYnA%=Qr~KSklaLh>8$N4af7ZY^{<odsIG2b04M$n`R2kft1a2bl;z|)PNsjyg!xqmdZWjw%ly&_LbI3JZLDZpu8v-5'
'8&S^vab~zgttzp6QH-7_nBO*;f*+Slgt=fvhhmL|7(P>;_F4yh(OZ2)wZ3l9rr&ubdgODKRn_w6#rlu1ck+_N6A~;WDn3@s-mL>u6Sa0$;A&@;RN8ddY^`wL`gHtdHi~p`RF7I<Qn_2GiXV!DNPJm4'
'*L-vTGEkkGRmraWD8hH$8Mw};PB2#c?@*lU;*GwqUlI9KdrVX6o75a?wigH5ZNk8$Lw?N4+Piw*P(iZj#vBdtdHK;px#Z)-UacTYJn>dbAExXH;^rGMT-$#rV2(MK$BKW)M{kQ~SuHvaqvV{Qn~5VA'
't{R>omB=3>oFac0{lmw+pi_8QG;}g0l9R<-eJd9ik?Kxj^e0Z%6j7aO<BX^}_pZg|ab*L3R&-asj-!D4+X!gexApi}%&_w5)5I}6Sz}(X#R{TTk;8-mtSmAxyjTwC^eraW^_MwzA_Cr^7sbWM<-3L2'
'L!6NoS(S5T?|dTU6sdl3ZIL@{CT5Zyc=ASxMy*mPTwOCTm(1x%CP=v3%pX%r(LYD;YaJXqAE)30<)EuKHIUo<5M%x)XED3!(<WAs)yEosSe#Pcwxd-_y}TViYY(fsCIIUGMohH7tn19{wYPw+j@Pz@'
'm>57|DUeMZfDNd!WID4{;S+I}Dj=VGknThQo$MDb%>|4VuZRg!Pq2C)(KuCaH|Pg^p9wFoPadqXYjympQ-h!>gIuhybxVmgk67`FAL1fY86}?WqlNYLWi2dYUG@|XvE;$vFjV(#?lI*`C!Xq*?4!0C'
'rJ4RNx>5AE_ExCu>DQ=a$%@LfM~C>1L`8jp>}GlJ3-hcWhYqB6I(MmP<B*Scn%TIG{$%d2Y>kTCKkz0rBLn>(IFYjxpd&|P`*}K=Qacm(-xzqp^Pvpk_%Ky5t|08C1AE$wi~0U~azPNdbxRMMXK8d6'
'*e&e8qZU{Y)zx&WhR>!Rsw#OrK((pPmL&1|`@q7Jxjqi7uU9*sgtac#%`jVslm7lTnY9i#fh-r*!5ZGI5%H$611e!NxZ2rSj|9QJb~Z5!p5&pId_qH^veZg9Ga^$=N#bb`^nyWAIk1vO3CH4Eov!~E'
'#tQQ)TB|{GR@;<|4YBR67JlQQbk6%x@)@4IYnkP)Q&TUjdvBPk(y&oUUgIHB;zecN6aEG*<PZ5yl<P{|C(JVrPV>hxvWVhVG+LQEOcSNZ33ccOE~>i3BoN<~x6p?4X4KM+fUWUMC2_h(<wco3B%`>-'
'yaHPd%v_!iQyQ!U_-DV^;C&KB28bd-U*CF(hA0cJ_u#+W<m?jPJNhCEL>W5SPPg=|bY41qbE(%NtV&`=wg%dDllCJkoEgDcsJ;4T!F&2Rc7<r6jWGXydj_cD1)0d8&(p80z6{5*q9P(vyLYP8G06_z'
'F8)2LGDy;HXXd03zS*RpEtkxW+V&5qb>)%gpOAUgsuH^WBP|a(lz%jN<_aroUDJu#C`S&g=Uk<OkZFGADf1J4FrV@#xqMzuI*xz8v4di<dNK>cZm>mG$+2p#7v7c9r0iXGVy4=6H~4vuJ>%33x7PF|'
'cDnjW4v5D6v;r#Ip{^@Md0qT#+-QtUHmK`I<iobm^dl8a?+mlRxcJc1JRb~>ij7GnCP6sMX4vlYj`Q)!o!(>Oc0Nd423xGe9IBZ?E_C4fYg}KZelZi@Sn`Z!Lt!9Fz4N?NWqCWBhy`zkY6Zt;nrw&u'
'o^asQQy({%SckrzdE(;~X5*RM=BC0qD9B}pS9Af>`FpbcqsV7EQNgS~(s3^%^K5KOG1up_Qpd`Km&_sMNT-7588wvCHT$W~%t`L^65Hv9G;}VPwE**UiVbGT!Pc{FW^}hxJK){uw-O_&N<i^on{qGg'
'-Bu8P>keUbbAs<l(6xA^M(I>0Y0Q*erM1!>wu+x@8MA6D(y7#$8Q`5-!*s^3(x@H^mg6zfY_9cW^RLUyoTOwC^%^{Uzpxk-im|Jf{qRs+w45!AoWyN$krkD|6M|b#6$Z`T5b+VrQR%waI&Kn`GjNLG'
'IST7klPrs7Dn)GN>{Ql8g-C41A$zDd#WB<i&OTm)_cX_e0@j&a*sdv}EO?(cU!KznnRsWF>K@MO*#VT@e`u!~V)ujUc{{+f!%dvwYF3d-ljnE)LbSIom(Fmk3iZyPL<tEV*dpsH=Fvq}`(W#5R^A&N'
'#C1!V3uqC>`Dn-EZJZBuKZ71BBrvPdLFQe|>y12au8?6ax@}amO1+=>_M;OVerh^C(IYKS<baq^X&xwr4IFNQCv<!!HQRqBIERW1HH%~EHs4b1^AW1HEoMG<R+Nj;R2=I-)wSHpYTKLmXJ*iPPFHIE'
'prri-m1!(sKaf`pw0|a(6jVSvo49-P{D2SP<LRAhA1ae1e=Ma^9VpzX)J#q)&VZjY-$_^8`|s>@CwV5n>Oucnl|PJ+MKMo|%BCg&MiDNA#np~-S_#ZB?g=f{@G4jn^p?i8@s8<y+%gZekGNZ1&56TW'
'y4}E!7R`jq9WV#TUU=G<+sWb1RggJP$QrM)7mrkc(;T<pV>mCLIw&phW|XJITR&C66G2O=sZ>pX;Zb;(T`6v{>eC#O=hx7+oZbSu#8Z64%9{I)#(dA=8dyzlHt{y^w<?vl6bG37IL9jCkm2BRDn$19'
'd-_02$Thel+;4_!^o?f3=`noclKx{JPZ3P*hITyA$t-fLWWDz^fIMV15E1B&%lVv5hXX~vO)lyb&e53W$>X#pm+O;vjfdzC6NLW;BWjNK0nzP1ZFq(a#P~-+vHEN06mFLgP5nBso{!2vt?_AiJ_O_a'
'p>!hp%SBA`eja5n2dw!zy)e$UO%<S8)H1VND%1H?gRi;Y3Pa;l9pr!Ta+JpCB2!rqt<}^@hKH&FJ;bR6yqlCbnM_3|IR|>3?A8(G%!kjgQL#O0qb69MuCztKetSkh$I?Vi>;Z!+*;ztIyvs>9c9adx'
'uNhXZF504^WV0xhqeZ{fN&T3b04JWMu@7FKM_q*H?G_wOH8keG)WNS$%p6dyBIpR2@Mg|<g$<1HaMzm9csZFyl+P*QpWA~xCst&J`5fki=~AJ^ftu5JZMe+zz%JSydrM0bC$5`B<L4_I^Ax<56H(Uv'
'c_-?HF#O<0d&98TYdUZ8kY}Hgsk6)N<N#~56pgy>bu)^Lv|K4Zw8dQ@v#f@cILznO5%sh_6W$^j0w-<nY$9Mm(P~X843d*4X`F1j_=?WbP!+<JmEVpRQb`UI=c*r~WOr-a?7?1z?D|Qf_8urgV^@#U'
'ExFvaL;6(rd36udOM_hW7gHQ$psSr^pu>nQ&HpL-2~kZ=chJwVW^+a^DP`{HnJ{|m^CeP)m*Ry(m+2<S_?^-%<2>)ErVIVB>|i_;c%Q>HCd6J0FqbjNMK^+YqsJdHpZV|o)Ug{%;hDedE2$$I&a0=Y'
'8BvaR((-InRld&Tr*ea6q)vc+KO3*lS>`GCuK91PP$8Q`mdl;e`TMG27a6FicMft91+LHLTImjs$og#rN9JMP9m2By7@gT{u5Ex!r?zTT4Ogu~-FB@Y3y<nQNiU*TAuhaT{$Gh|J6av9+$c@u2e{jH'
'OT)||8X!lv+WGr24;`l237$w%3rw%i&CmaXO{RzEkSje{y}{tlDq4uRg`$k~b(Fl)z+cJD`Wxh>?>^4L?$--;#`)Hx;&SzKKGifTs0Va4PkE#86I0^!GzQ1XIhm#BG-PEK=BLPdQh8Lj;Hvi;<YaXY'
'y8R0sa86Q#)SZvzKcu6}vLv7XLXMWLrJL*cRagv}bhE#+s}9}imL1}WNJYt-vdZN0+uCYTjG|T=ll7xGzhB7OVB}L#b<yvqmbKSVd6rsF2Fa}MF|U0nssrszUi>j8ZYseF^9r`uFPfRXTUYE#y2__4'
'w}qK5952}-EXhrA_{rq2fg;|=XvZx!BG>QAnNtnMym{=a19o!Lw}R}LJ)Yj85ds3jEdC-Z>x<3@Pb(#zX-eYZ2RePt)XY8^IElb>ep+UlC&j5Y*l&Yo{o3<MHFI!<)6L;277&|pwTD4}j|&thE6x=Y'
'aVKOA(7+A{x#&rJP=cCTi<OAg6eJ>qe0h>t!_9q9M`M?G%`<*C1XA_-GUcld>gjHw3ffe|3hI}4R&rZ%uUmbv2QOxlO>PKLwe1b{7F~vK=~o3=i>OIlu>N=njR2uSFVtsas(z5@1JCg=J@ii9_aQX1'
'U-aVPcXy?ms70L?;&&=q6_-X-MRUgsI>9%+8)BXkb%<kDxRpsh;t6g!N@wXc{|R5SxH7N@dJ6OOa94^T%D4_kOIHft?JI+h6FGqHrRvtbc+Ye!_;3N}5%no=d%}Er^~~D87$Vxat8fNO4a!`u_Hq$9'
'>_(Y42K``4xs*;;l<xS6nYV}nF&)P#f&+h`b3Pst)r+%+s;^QUKZ-^r>V5RPejfxEKQtetzowJ>_4ruz$8`K~zHFx&n~+8CHtby}PBn_DG_UCH8ft(Yq7rhs=;;0}MjrBXsMjThb2|4)kFyVYmZ8{m'
'xNCvr&t)-w>#UpWN!G??6Jv3ibXVckd?dz6&{q_GDq9AL5-kY*?m|&07X^5x^)5zE%>0+AKAfv~LQ_*Sh7Fa!9p<@0Z*Qe}KlWPoB1j~&7EOhU8%|`}XvKH>pq}9(_aqjy2-D+A(McM;kjbz20!u_E'
'DJUM$FmKf4G(UYb{}EByJuG_Gn?>`Tef4gL=eNe)x0$E0!b<;7lL<h4J{mgNAxy00YQ(vw;A`ein}&Cv4Oc#|4vtK&-9x(=0qrO<P_P&$D&%)pqLGr5#YAzZla*B}{1n5NDl25GI0@b`H%S9cY?D6Z'
'tv;$29N&3w@dS<?opJ}yg}w=c!h<WIzwpPr_bb%39;}LZ70>ug2n2XK^XN?JR4Fwdasp2lcqO^R6?UdCP6nH;V6^#CDSVc}bGxYlj~?=^>G-{h#^`mW?93e@*7Sx_97v}X(1}=So<GkoBBB%);CpkA'
'|9lp2V62UGvf4we&C3%ek4C2--`hRrx1gXnOc*^<Wd!MbFPOtOJ!)2?4fD_;k2-HFW%ku&#iM<Xba>crJF}^sPqmYW95Zm(dep_YjS|-KMYLJn@J$;!4~yD3jM}jd_~x3hA90%s)$J>!Lp;!)6bCPa'
'WmzdG_|XPVmhbcrm^%}-%rh-`%spW4wx^^&GGdm07SUa}ogOmQi<xNfKBN62E(7d}-;2*2XE7+n6%pb>u?`anRVjE$C+bSv?6s@IpprM`!-u`u!mdsg420bN<s!cCq1nm<psbMd<45TU)AjsF9Ay_e'
'lzVzu@<1jHwmOLw*OiLnQP*bkOldaXrMpNmDLCiyon+%Pg{9Ni-Lqchw<!+tg&$&I^kedKgd@aN+}=W#ftxL-*)2BWhP&!N%}@WXo;ORpI^yMI@1<`N*Hf~YMomq_TyUbBQfg(s@>mJ%br`N>MJrc='
'<@?}ZOT~813ga7Bo^dU6bC`yhAUp}G{PDAiV^7HB=k>Wv`=OnoCY=Z7=S$D?J}=nPI3GF6oDvwF3*ERC7(ROXL;Pbv1Kh*49+m3U;grc2l<z<(xL~@E+;fGMn6$Hsr|@EE++4*MVzQfaV7&B+?lbT2'
'?(_~%lJ>W}h6?hSaRog!;!Ok<&TRJkP(c^=F`bbhrYxAV!CZ$=<uMiYW(C<9XV1r-(;ImgFN&tu$@T%7>T`pK(jR`-8*C*zLH|8T9A0&Ctom0Gj`TVCpnKySgG4=mJZ!CvT{dAM{6Egw#B$#8wQWTG'
'L4G(nbPQ61pv)(Qiv`P#cv<U%CHYgn*Ze8_GSCRz3!3F@+&LeNrK*H=1)`B6Q&sIUA;vXD8<Zb5X8?NJoN)s*`o1S-Zo8z5**=^6sHZ(iLkr=nl3X3uz3`#B=>&q-qS?4q)ICs%Utotb)N3|s?)Y)`'
'&H@X3TJqwTg){Gvso>pF@Mld|EZiSO`yc;_9?hJR)AYWVG#UTz*`oCx<(79>Ihp6dZZg&ZmEe0`L-iAiT|q0|;B+UPwmvhNctj0qoNtD>xA3OyPR@?jE>4T}p5@}rKyU2>;h+w*gQpA)x5lViP)J%D'
'=4Y~&!KmkCD3BQn99gNdHqsmPb0=%*-WVW2R|i3zXD2{X9u)0{2kSkeqe`5&dBCdv5Tg>=-OX&@AQ#VU`vU4Mbe>iAF}(y8(gUsJNe|A37qGmIwMFD-PWHA8c1uAn-34mm(GF%kOWbI)Z^yIP2mf8='
'VhTxxbIJO?Py7Kth_dSP0`MM2JIK8@w}Sw1rcMiy6WUjR3Z@3(9~KB&wZb}~j;nss@}vdcK2I{kO^2bO6a1yq`HytYQTCf%rUVXKEQ^^XOV`*L2fS#Sor^jfSUE3cs&kImy~Kb)@tw|Y&T?|59_~Vi'
'<hSMEm0ybQ;l)g53Hv*kgC_%@rmLyq9oiTa)AOiks4XixsS+Nr!qi_Ong54ozQi+Khmw@<F0?&;T;28rKRIqLxc<^GZ|9&+Z?nU^iv?Eh=;jvu&6yKOXX4DqWdHj*efnevT6K3<f}Gci=V!BU=a@RB'
'E+}>}O*pundJt?y_ZFgS*2GD(!U^mCSePC!YB#;-nNh$`2lg8{zrs~`FYrnRs?9_&mz}%EbNYVKxEZ*L@44Dl2=0*erzl*KG;zy28&RxC<u7omqN<Wfg*G=C$*>%8w2|q6Vi#W9e=Hp|OV(N=EQehd'
's)eBrR@hw$y5xHriQr96D)|W(m}o1kedP&=|6l;^>U{GFO?9z4o^`;K;C=m2a8#yNM@yx+J#j+2#0}`6R|Gbgufb}lK$j$e%jf_2S)U-mK2dFk*>RPI9_JHQxCiHTm=D*uxdPCN44FK*Vabsq)We<='
'KbP11OqX8mf+GzwKhyy>yQPkdrC%nxM7?d~EP?Ffh02$n82U;T`}8ZFZ1K&QdV2I%@Y&<39Bf4;?56^rlIDX&$+^DC%f!W`LYPNYlAm+p_192>=%>Lr8B)Wp&aA>$e2HV5Xbuu{9?amZ!jDyXt$d+_'
'Q+!aOd}+k_T;^|KJ`A(a3C+iEP%6Y1tykk?7~~D+TF5M?35WR9OrFL8FVj?CS1JYH%N?+_wgh?4-_=Jwcu+)Yn9b@D8M%sFp7?ydtr9j8ezq<6h;((~5P^b7YH&(56YSKHC*xFvcj3V86cpA2Gpu)('
'-_8@Plxp%;A8*`<e-u-_$zRpI>a)Q$z&ocEfbZ0r`^8ws3BZh7su!=P8{=Ro#Os9>bSJmCk~Jngb7aPPN&#yWmnoh>O@PSUmH=_-*$nIcaMuROBssC>#m;J=f984OA<JLe^_MPs&&2Ax%E^Tu%;33='
'D<CV))|gZIzIHz+TCO-;mosg@%fsqqzO+r;oi2CriHYTClBU_d10in@x8pK7(t>B!3JbC3K$O_|3R7t~r)aEclsw>i?nUtywKy}^hh4Nc#J;|=fW8QsP_~xlQ|B-l!4jEuA6v*&%uO1d>O*yC1~ZA-'
'Pb$uLLa2*88(A({&Of5;WjX-AfeY&e6ZG3hNF5TkP%*XZc%2%7=W%=X!uXmZ49J<1E6i<XI&_?adFvnCXx?lz5}hbOkPm!aRN1&xRCQvaOwIXSEE(5W(fhr->PyK3;Qix#O&o1@axULj33KeD2;Ax2'
'C9RsUu_E*#2a8VVM@(Yop<(-Z2Yqf<=b6gX`C}cb8sqJc(m?9RYrM_%g6B_i(?_>?+%7dcj5gUzZnUYIb-cX;-gol8l%7HlnKGva4Hu!<ed9u&$UTw+aoTV3lLu$T!MPR+KPx598IO|QTMJNP8SNPD'
';5~0@qt^aPytjHpSV3=h;wawXBd;2up(;zJ&I;=hH^k8imxS#L+*L~q&dG*KD(a_%xBguBV^+EfCk$9~=}w0eREcvoD}LBRHNd^?tLEu$7Nm87o4IKs&xmf&%7qR(B|CI=vM=(JmFwPvg6X2;p;R1S'
'b)qBrn*tmbPwT9YNume!PbLo2@%?=-Kt}aJ2G5DfZMy?@A6>)01TO~3P<aPa4G_<1Hcn6Ffp%TNBfhhhtTotpui9Z+DyOslNq>r>mU5ZQZ7~0Eu7c`%w(~1E)*4e)+Y`*c+C)tu#laf;vKFlSO3^}X'
'^rSdM$<6T}a%#`F-VOgQIG_5xU_dqNcB`D<3mq`pyt8<#VCVxXsX;%iCd)Y}SPfpsyrB(#V#n_8dG(xM7sMkoNv1o;I{3L)V<7#n8mQ7QH$dpf=vBA$V&(%0PV{@U`@1=t@-;Nq?#;Y6lS(R8`UF!@'
'=ZlIuSnOFr5Zi=5^KBIN(4UOcE&MmXm74M!owavwVzQt9(hkvo`<t-0$7_RJ?4I|9eMi1<zZD%Mzg4OcD;j}UM0ozu(sWVWU~P<ZG}~eE4l8GV{||BW3tBtKsKxuDil;G0`qTff4&(Dq>L`3usjf<v'
'*NAUAzf)gL45U{0yb7N=)IpSYTDOz<^j|GZm<-TRAiK`@iex)vWE%}lhX;O|*{f>snrWiYk)#DAqXEM>;bp4l={7WYz>kRL-&br+kdg8xKF&nDv%<}c6n(3IMNzLGk$`7BL9};Yjn&F|GeNu#!BD7#'
')8JnigA3`x@%|RNQ2^?%DG$cU8fqgOq(0wOOhrPE>k%t!d`IArc{jX4TRl!dr3*I6r18L9arr>kS@d)?9i4{5T}(XhY{O6Qwb{xqnJCYCT`-6EOiv|K`it$}VyQn_Z5<0x|1Qf%2cbm#W;sKX;@rcc'
'7FNzvGOKl`ro5<_jKm4=g!G_R3s3MCAIL?8+ufmf<&!#o^=)JKb8^2ae5oJ9^xy7rfxq05iPv$uMqSjyyxukDGrlVSb+ale1mldd7SlYqS>UKeK9sC+wmu`%q$v)%Y6o=mfIf_&x;0+IZHT;Qcj%3f'
'cpJ2H`VABh&3hVnZ#)k&u-e8xGp{k9_H!~R^I<i!V-vE-FCTH-R!YyTNZjJdcL!X0Q+vE4TBxdjWA6402YESc<w36hu&~oMMxz>&Fqg$Skv<6}X{tZd*9~iaObyBy)RcW3hdtC{aJN}uUssc%ms(K('
'xmFZEE5w`5kUsHvjVb2qbD0D8H}(*vYJMi&eEz>{p$kEWae{fzTbF?_@O1wWXExz|?^#g@QLYuU1MK-evU`sNE(V8d*XP2J9$Ux+<z=nB$?3IBq@k8}R|3?Is#PI?OAJoo4_9*4JdvL>Q6F9_j^=9e'
';VPN)xiTI6>vvvi+^fuc-0j3snTc+CSNz;!I(Koe`JDI6CVFr^@j_0I<-vo}uOXv<Iz&bBONbRn&iG=0SqiX$BK>Z3Y2);q#+g_8*9N{D1m^;-A;G;;GiJDAPGWJg)cm7_!+P~h#h9Yc1hUYY4{!3i'
'8kM&&8*osEH#|@rHRu2h)ULHC|MPKq=-_8q$Rp0@&kPRjpkILkCRfL*Nz%w-Cfex2J{ROYm%5dHq~DH@#JM(R%~lJ$mKXsSVRWu?su=1`3(LIPEIN*y`vWRbf!|ufgz&*u@P9ft+2+6fNigxx&8ToA'
'v$+kd&fg1O(?@V~R&%h+@P(ULH{WMYK{>5%vT!Nykhvfx&VyE%UiW9v;Q)V|Gy8M%ZTvTrJw8#;Wlgx1YDt^a@UP<%D(m%;8W>Y~#uDl5yb@GS9-HgGYEXA`eJ*ULn{tyn(CvcN9<>lRp7x_m%6!6W'
'Qh}|o@rJI^QEDI2!fqS990#9yb)Zwj(#dMcsSF=1iX$<q*{5tcGdz*UG!G8;KeypH0P;FseD>DroS_bxx*lZ4vlr@^GhR}mGJ`17o;D`IHq;4{inBaCH=R}ZSS~ur&*n`uxXS~gtaq~;&RSm|DF1Aj'
'3eMBwOUS++VrS2csACoPEMuh}C}pC+@KH}zcj9&Qa02h3@!F(9-VlhuJ$bM{lj3NVuWL+qs`$Y_A8%p(AFr8=x4U`mN4jyZ`$e+B4JFL}QJHb#n|G9PT_&n#sOKFsSmUV<^ey*`KIoUV3nWJYn>!i<'
'Me%iyGtU?%wVccF0AdYQSSOaKNXh*sa_Q0F=qNL)m5G@6R4>F?InC2gP=u2$&j~J#L&rg#$ojmEeSn{ww}e@xkLtl?^8#QUpEsHNNfdf<g4yci=O@ElH9%@=n|PB{2hDN@(Md9Fupy3FLozi@ls+hm'
'PrKT2a(l_j86VYt9|R%&#VYaF4w6nC+0Unt(+gQtfjRl2-s~ke%$FX?dJhx+=%XEsF^Bbyi@kZXoaOiA@vZm6^^`iehXsZUu{L3@+oD<`r$;m;o-s3&A7=8I-UL_O>12{RF8~v5n(J3jZpBQy)yGQv'
'gs!Cz?y9?kbv#!1$~PB--Cv9eJKNlUGtK?5>~YRd>iWtScrSg?a&p6bdO1if^-?iWrd0Zjr)7R}aVMQyqa1zH-R5fD8Nju#d>+mR#Plqw3zD>B23(cv?5r|Yr6r41(!+JZ9W5n?L!VF0i4x!PolL*y'
'2SD=H2oI>;{Jp1Epcr|u4kxlN%x~#eth#9QLsvVAx+Bub&%UA47iXs9d3Xo4=!zZG*`X)AxH;E4=>?yQ(y=<+HBdSnoG8u`_?@F2Ous9wv{UWO9v;h7=T~LRU!%B0<MUOt90ycb6;lnmfGbzR0V!%>'
'0_e0pU3A1=a`*EQg*)<j-mZBbsk7%6zzK^A$A9#~PnctKfx->*?vwfi9kJCxYS0&!a*~dApwzHWW0lO*zRUkO6Fj0#JCgY~>DL5`UMONl#5^0zKyJZ*KB`9}<qqFl;Wcf{cYrL6$zshV>GWiX@8>G$'
'tRC*BpHQ=a{c%Ju*3=Z@4kFB~=W@x>;Gf-|w^sTu<mV-B6c+De%HIigPNq>(2OGJMM)mp=neKehT8Chquf%yK({vQ+w`nyCILq(XmG9~kc~dX3UYXI32DZ!TknEt^X|Rx&gJlOAo~wgN2It_fqL-55'
'z{_@+ZHNmNv3O6KZ#ugLUMh;(d~cHzmL@1Dc~i0-Zpwm{xYi#RR47Z|P|E&Ur5~uG7qGBmd63Dd{R#1%7al^mI@R307FqFk%YB5K;PXz&<xYFs=)=LRxFwGXS6sxnI~a+EKh=Rk=FRPW{2<Q_8Q}M?'
'J3n^9jTtXJ5o+lXUMd$5{(D@h!ieS+O4492mKd<MS4mHtN$fNq_{6my7*Ib*T}`xZ?qaPRG_P>FFcz1FIS0l%h&b6!R?Rr`I|l}+b*7496;pRpj9iH|Jh3<JPJAni<}L@nBlDOR0yTJIIahSl0gI8-'
'qn}S<?{#uk1+Cx_|G!$j&2yNDZ_SCoE`}EiAN)}CP;`K}LU4*Tc{%au(t#ecvzmqfxJsrs#*}k{tumw1l0~BPfLg5fe2BWOu8#BaK<jVImC^_~<|Z!;s0mp(w(h}8#KuX##g6w7ncxHF`o<e$m5uXb'
'gPc7w9qWPhf7YNAw%&Y)6WZa!prJF;b6e>#@%4p4xLPLMM`>`JcS>jLKAA$=+eB3})S)yFqf%=rPU94Dtyvw;fae~+!v&WD$B~UjxQSd~p@Uh4g~69)r*JLFW@WT#KC5(|twK6TQxdS8tWw7}bTSRT'
'JH&~3z5qth5bd!9><=cd->DE~5>AyWL5*{%+t-Bb5zsBpRfh$&!-xmf)|cu*zE`18*Tvg)r4#d97BVSs36=Y5=O~$(T3f(`Xok+te$#%n>!i5?a5wHY<6H&Ku$}0AbZ3X#K{+#K-R(Nq&7>&!-N{_I'
'BYV8?(R{N&OF?%QCuA<o{HA}Uv(I1G*GH*MKa=j0@;yS6cY1&`bD^8r0eZvXY8dx#x8lI?bcjhFx+V+EQ}WL8wOyjfpv$@_#e3VV$l|CIfT|VDqw1I-%BQlI+NgSa6>b!s3hVVs$^NN_*fUg~X+CQ5'
'`Ln5Z?yiCH*sC60eV)lrURaEiP+5&~K2)~Ay);C3@%zwJ^C_`n(!!t0v?hqrqvEnN*+2y+TDny_47}6Dom|x;;+r^VDQh50r+OVOwN{#kPG@~JXKQ)O2Og%0PG$4im(@_G)rl89Iu+L!vhLt=*>b6@'
';|YAJ;D=4f3X9hMWWljf?q}C9L#s(QkSbx84!-QLa4ppOJ>9SyT<u)pyn4>khEDjk;KnMWc*@2M(gpJ~_f>&I&gY~MZ<7>pkVw`Z5PiFE3z(Zfl(1&=y_}mrIf)^O<xCLTI&2-vjhB<LLD=7`qg?5X'
'_*?Q>DKd3WEb?~X?>;zA=GxCEdI~-?`;J=BHXQ1pY8vhM+K%2VvpyGNuqc97de@@_Pun8cC8vy<3Mr~PIg|KtB$Lm4A=j0T%0Y^B&$A0#<-9XjwwsmJI}2@<%^LnO-<fBrub6sZnyxUo8v`(j{+$ii'
'@H!N)&ELChzM7|H4fHC!<x;2i8`05*FSE-6W->3IwYJyG)WMwza```2vU@*@P~W>Gk4d-CTX;_xz(mQDGubt(^j^*QmNG9?wOBNf&FILf_^U1ho(5o6<LY>u$r@^4g)&_ZTG6M2vwS+<2Ve-6WLbNE'
'7Ihf3HtrGy*~{(JWbCB(91pu-Fdq`fLL5V`3d1zZD1+0k&V5dlCY>6fyoJfH^>KPrPhE03V%2kP{gdp%pdx2e9tD;xHIt%da}J85Jh_RQcl|U+RbH|pEL2b9S~x4fj*1L&<!}Aq`()8W9q{(i%*00w'
'9yV)uhy@=GbdESxgI1>N%iOm}9<5aC##vC}8J06FN8BMa#lU2}!<Gh74B>XMGELj2iJyH2YE(o{e--LL#ja&$)XSd7c><c;oz2y(t53F9SfzU&|3b87Ji&MBcqjAfc8Qla5#wJoaq?Pj=2WxI&lu$A'
'{SWi<EK(ily^xumZ0D{9Gf^y4#@l4_tydu{+Sc(=8xG{=x!Q<AU1|&0a}u<i%H2oazA%PzX?Hd`>a4l+Kk2J+Dlp-oytxK@i67nBBg`kU-AVoX+Xy?)uJv@&J9?dNmJR%)q;90BIMT`ax4duOB^;%D'
'6Z>1gpUGs!xe6RiUeKt5cej%b(}j9EuhG2L`rud_pNKx^aSIvQtu-?>Ve!lS=9@9D6Ia`Gr$P&;_NF(Z%tx)DI*)k)l$eiOz@FB7{uxBs@TyglSs%Heq132Kxm@!-Y-PHqvH&jFl8XC<mzHh5(HBZU'
'VnE!IG){vHS-1LD2~W}C<fo2W<|NeQ$spH32dm@l2!DoEk*&ciEoww9b!QbQ)hD7F@k}Rrv-=~w;lo`#o&SVsZBu?uIXU3;=}!1Q|3C{?xLNyGnmeo;Ed<meZ65H+L2=Hm2A7Jg?377CcB#FbH_u!^'
'nv3URk1#(py(Nc}$f{cm@%tUBk@GVJfpP`@xc%Z_N~d*l{2Ai6F3v&0a1-yMCRP(8{=esd{dUZt7kSJmwT@m$c5&VbUu~ErEzG(*tl=m=raV~#2djxu^_97)5MGz=`Elu+_bQ}&GoX^r-T0Y2-TG|t'
'=&(|$!X9DgZFCYz9|{f)E7hO1wufe$5sf-pykGn3juI+wUom`#kv8@?ESxKH$Z^PVdsKq0&n^aQ_I4=!`z-wmb3e=#pZVv^|9g%3d0U()LXCDXTUnQXweVPAFHAJ(ih;Ip3N1jdC(btv%x9;M^G+;Q'
'$QyiIcFfDpKSxobL9u_UlL(!pfhMGhLPxkMQ<U7E!GF7gnTSt{9x?acjcurJtqFA)O`_BX!qZ2bBM$22tvtVp23dNZ^X<;7gRGRn-hTG$bF<8~!#wG63$bX4`I8yB<Q?n)ymiTalSEzp9zQub+2N83'
'5Q|w2mx~Mfhp~@k2BOTsEw-N>mC9lltFE_At?h&23fbZ0w+0u|k=QJ10#DWwgE_}fNv*hUX_}l8RO%PwXw?*%cXdZ?qVtM~LZ{gaUzO~uCe|&CkwM++Lto+_@GXN=w7rS(GN+d${n;liV6va-q8cd~'
'*l?M4dN%}%Vu7ra6wCVPGt$GqAl?V4P))S`B)vuU7JA}zj){-uqV6%;fga>5RXI7#fgBB8a$MEueBPX{TnyPeoN;unCiz|Sc)|x;Q)MP1DR&coy4KYBoI5Bm-=0BdqgnW?Pua-VnZg?{ov|Dp_uXrC'
'xE1{z#F*p;_8mJ!vw%<j1x2nlJ~soz+q+2IOPNFARK!p8xOh^K8}x|4nm#Ljq$lIxZPUE)9i9$>2MiGP^Y^3^@R@#v`%&}#JY$~pMP)D~*e!TP@tGqF!QRWHA4<o6u>85jivL2Blk47|Ai9j#a27bN'
'|5%kghj(@)#%$_o(ee7zY`S6NO2JLCo!n2dDEB{MJ#Ib$oVWaqTdeoXOeAj&Pt}Pwl(dFAxWXYW6buJQ_BJ6)IXrDoFt_whh`(R3vQy3dn3X1u^6dUT=H29*SNCKmceBd2MYL_;Ls|W(5D;Dd<snA)'
'^T7_fRgmkI8DJFeScwCp;m5SWHs2z8%{OXHk54zqJ6`m{qOlq<PcCGU3&exOBXEv~T}-)s-b9wMuNsu1M=sg-FfVAx?$BVb@}v}{*O1z)ucR|qmX<!r{JDR7h?DE;--v;Pd|pQ%c}DAbw2||^iE)+8'
'`*B5R1oF>au)pn8qfd0N>IOxoxA;^iTG*2c2Z>u)Ic^vExXe@Cw0h|<koU~2N|W9!xxfhx{p|<R(Tnls5Ov6Tdxa-~bQ$E|aN3hK`pXYFI2qf$?CzCT@Q$ADdkylTtIVjo!;&UkMsj2`n=qr+-TC~!'
'uLPF&1yPWRUOHc1X+t~ju=%$46_(on|E?)|NSr*G?eI^?6BjyQ^n$N&ay>1|1Dj<=XmH_?7<1PZR%-Bjz0^V%<l1yEwfXBh8eOk@IUCsJ%VLHVMBHkwxxTXm`^cl$a3p|s-t(dV@z7Nt>mV-JThIhx'
'QsnV)ljz1My}-%>It4`rr=Z_Xe|$B{MQvOM9@PKULjP>aT&{#1ZKaQBzj<j`<~PW<C%5qCP*F2;g${DGapK`}B$HLWFN;ZmzILS^c$r(pijkgUVHh<7v_5`j$Hg198r{liA-Y<zDk_)H%ym&IOzh1X'
'kwN#8i9a4*Ujd7RtoDMHd!X|VqpiPWt3+ldS9|Gj(&}8|Q6GCtCVJ=&Z7`}z=u}N90GS&ljw|^Zd~;j<t<A8Ax0b+qWQXS)sQA=+CW<>ovfz11nsWR~&+6j`S$7!3;9?gY$f16CXCFwd-A^3U-_2mB'
'o{OT7w%%M*sdldK?JU$MUaO)*yeB}+r&E$GYUsj$ZyaS)GZ3(cZnx9fJ5UP$g(!6{GDGqJklO4BNXq?I)Li#F4>h8-t1|y&2ma$(`n7UO{k8*zS2WC5`oL2v3#d`*9L(o~dG(Q){z?@m%?s&6b^O?V'
'46_~vXw*2b`H5uT*4^y~vB8PT%uURD!u9X#+|je}NJ<lzLZwq$>jW1ZB~0>RUM4?p@ez5~N8v`@Ro+`TPZfA#_(r$zox3cYZFh=-CTj$(0<_6wUd~+AJ7Y458|S17w=*p_CBe$;ujPw=aj(LhIXF&k'
'G|q^x#up*ZoK?1mg+<_&oqwWIDIB5e3raJ*gA<)-bCdZE?P$Do9Jg|&(-Ygb_z;?z7A6@EwBibGezykFMSbcmAr8D0kX+wMc492Y1O6Hh@jFGdS&Ie3{2!UhQVihtMVlfckE!4<YuU4R_{d2o`B4$}'
'c2M(-cEG$plRK-K`^y#8kQp|fo+rqJ^CUl6!HX6U%f4>r1mK>f#MvW7Ej!J%G8gTj1^2qZ_zwk{2WYl~PL63I@4O(&Y)g#2g6xv<d{Yhs<5@Zv=|sdS1`)r@iK^K5GyiT=6Lu%6VZPdJ=v?|Fs=3lR'
'nWvb~;R%h5JSPji%^`kNh8-P_4!&(xvv>%s>YsFdgG+}u0Fr#T3w-N&Jj3<T4*21(1nJi9j&e$G5my<%^<{&fingM|$CE+Zj;Ha77rxTeTJShdhr`r>bC{Z<pJQ=>vynYgw}WY)sl`=(igxup6#C&0'
'-n-<=CFE4(vlm3m?s$arjft5de$M+}oMc|C&?A}TmS75V{M6^n_kCM{TMujatic3D!E*fD?`VOI2&VR!my^?PZ!<r0Wdfc`qq#QDh!Z&ay7&9Y<v*>Z3%@MZBaVA0I@c-jr$cxkqV%vP4~68sMylDG'
'E=}-hc2Yb6#`9<M$`33+!STTiHQiAxF1vXKt7@`GkN+g9Ys(Ed1uvWXjnnz46-3W36X)b3UuSS4p_X~Cm*0NBVoW`2E3%kclBs9b9`PjG8><4ZqPk7DKhBJsHHm)Q@|A9dTJWTvrlQUT;|_O|*-kdV'
'i8s}u)4e$tZKXZ)>AZt7lr3UX{~2bus`-{{M4K>BMBYmmq1&t}c-v$g;xyXK&U(yB-uxO01u|Lvm^{-y+Wk73ECK837Eu2NpD-yLn?#F_K4U+bLEH#aDn=J&YoXdV7M<SsjSJy0L_F-WucPb_Zzj`!'
';F&cQoWbGtT2Z8;kNS4&LMt2{u!f#)G=@H(Ij@f1@Q7JYSW&Abzx<{OtbSvZ_*#@fM3#<v#=r3IO%#g;D-412&b^|E#halco3DYSobdMZac1^x#;^U87_+3utVFFmg9*pa>$WG*$wb3$MH_45WI~-%'
'<RG9E{d}j|_ju^o^#>DN2+Htk_(*`R{l+L<^}+5RYUqD16^=JEG65@Z4Y!EHU3q@|(58vkz;xl~o$=zR_va$^+@~322t3*BW#(FGCpRA|c}<?VUjH88&AqjNjzuZ{dOq^$b}tj`{j|P<MJzF1Ggs6<'
'3ja|E3e4>47&EH>brIja*8J%i!lhzXmiQB^QoNVfb9mcC$nW#{%=2|CeX4pJ;=Ms80jR(4X+T|MopYYKn*7C7@ZgJ`p2zVQilLGNVl-X@@kn)?66d=+%)7cXlYA8{6!n^i6XI&GU6oI4daEApI+)JS'
'nRhg^Z>j?HaH*ri?Qhf!a*+@2h(0Y^knSqQ&{MSyI<NUou5Xy_xwx7KrpI@F2?~;99Zjv|?M&nu0W#`CK{^IkErKs}xt){a;lw^cItNIGaLgz&h(Eo{aQ9rkioCDb1)A911#81xoqkl(#3eo*q=vP('
'#2{ZZ&!9T)3jV^O4CSm~#`1Ds30L}Tq+XN{=#6;<DLxq_)9{Ht^7~q&FkC-3f3ILE`O^T=!$b|g)OuSxsK_AKF3(S4^j6$Kt`zhjul}WasvcI_6oZNq#8JJ`i|wM>4c9o6oc>=hWxe=+n&-70Wan>r'
'oWbY-nwfh64y4Qj1+C-)Hv~{b`yrNVQTjpslbkqz`{+5H3|@{mkoo@iXe%tQ>-a5vBC2=$^%JPX+9%dC=X-xQabkDklrWRPS314qZ68!TEV}n{$|e3Jok&(xhWV#2I?|nVTRGFl&80VFNvEIlfE6ap'
'@H*Ujh?{2(boAFd=-j7CRgORAlTNF+BM<iCa^v^Gy6D+FM*M@_qPKHr=Bp@zS=hTuZ~t?dB1qDhWW3-e8+xLZ)B8%9&>5J|6CCXzANa!DLr2Wt&YeT7BAXiL2g^ifj!C&MwGU)U5)MOUK?u!&#4!W^'
')IJWL?Cu0T{ppQ#P+%4uF*8c^uG4%QMF)1X25R$p9eu>)Ijq+$R%S3Jxrv|iU|P4|mO)K{TiU0ZVpbAGdqkM=2zBnOVrA{}a9*QIXx^h0?g=@}>;RpHUWH6S4Qi$b0OLB<fkx051}p6Q_T*;nm0YSK'
'@hif~)81m^v-T_l(;;r{ce3JUp)?m4yv0Kv+uv4G0TU~1LosN8%!n6w$#z3s1zns!4L+Dq-}<NpR@rdL3=}=?l}Ts(?q@Za>%YT72P)I?h4~a3XMz@RqOK7S(g`;BuveP@zZ3+ckoR_1f;BZa4C{Qa'
'lNf#)f7)(#pJu@&?y`LL3#a?rov<-mHMkeSt~n@3h*Hg38)y2#s=|EcpV&QVKG5o57kSRXICWDjvCDIx_s#&?3?04=1|7|Xo%C9sbTZM>+f59H$Cl<fVtzha=&2gr{9Vl2h29gTHu}d0TiF*sX!JpD'
'@Z&AnVCHduXray>QOWbZ*{#r)l~#OddFm+^-gCOF(mP6yWvbk<%?-Qe+k)R_5zC_5YTJF{v7@wUB6N*BMBElXYDTL?{hxUsGR`8Sk2tkZ1%28?1iKKukVRjRuE^e|719IeDfoS#W`K7-SI2c<ZU@0V'
'8f8Xkqj7s77`5c^Xt9*hd4jvwKj{%c!KoxugPgxD=}gA<E{h6BwY8jcc1Z=9=ryu>W+x5_UxNBJF95!I*^+;n&z;Qa?N-jf%`%12>K*Fkicts6T7cd?Yq6+hhv@Nbb)NEf_|ydAr(P;1+^e)%#E|gv'
'8kx-G9sME3(|)NQhk)L;SE`hs23iHjBi}~@R(e_$ozx{i$gI{zgWBc1^SuC((-(jTbgvg=hk05i_najMTiMyW%#-fJM&?$DZ)YkMW;n!r12J*&e2%xAPmP;XPxXZI$IAvBsHa!*#7<Q#*1$(zn+G1j'
'>U>KBC3!JKj&yewPjph@k5*Q~wQ&@F@WLn)*Z8x#(o9YQO)yv5{xFeaqd`P{KF$sq;$p_CIr5CSAab&P(n8&Pvl|rG6QpChat^V2QW!*;*;{{Ok$Dw#W~n@wSHr349dYqV(ng!#Q02Wr@VmhgywrB+'
'GWApfwgM}qm-M3h+KFZ7Do}TX55#As$s|fm?25=$`BOEe<@czopEh1oY<s`&*+M1);1Jzne$u_AFoe;*a``}BHOpWxND2&Ma=2!RIdnpaj{C(etUjYY16*R8uwOW@+ZQt@K-MszAZo7Y?l$F)%Cma1'
'?kOAkwWp)t4^KKf+IV|#F!o2_k@xjoFAA==i=H`X9jhA*I$soFb_B1MZYXnj2Lg1kt_K|n!MpGkqk1{7h+O<*QGj68WeG1k)j@CPf*V%qz<l&WUJO)Mp^ZAr=M@iSrE9!B0mH?N@=VCeMB8M8y>9q$'
'ce-0<eeQ6<XNc6m-gq*d=-h3iCj>H9=0F+v`*u#<W5&vus^9PPqTJlW0@{Sn{g(+kQ11m$s|V+2kFXM-qT_<AafEDX(9&*kLs8Q=>Lhw$865rL;vGyCwl;Q)=)3SHdN!BTg+*1e_a*NJ<*hzA11x1r'
'@LEw``8dXEcNBPn{9Cw*p7GC7-tyXfcy{KQQ;ur&>Y9m{CPcoi+noTH!&gBma`Il5#Rs`c-M!0Tdp_-@s{dAaE~je9)TicyiJYq_wUQf*&fOzkC!C%`bzI47%<uWg{J!JCbwQbhtWiqB)UaJTF<@ne'
'Pa@=E_hr&0qiX6XCx&%rlPhm9MmstrcL2LTl6iC{_j67<C>LX~1liKd^8Ekp;d4-ucP-=Ge%DD)Kuzi}3Eev%CLZjEK7OM0-}BH_K)C{Tlgjoi7G{4QjXWBm6GzmZimH`P&N^NCoCov+b~>h9b-Czt'
'*y=~3cs4s*kR+A)9x3N)#%IBHJuk>pKUsHol<@vn=|lz)Q}M0qMAO6G2wSDR1O>GeLFNy4F#&X}luToGJ$yp`^qEeMkD}kjOcdXj7%*}{tw0pa>WoRpAXx5&tYewfw;#rmBoFSRIV`vzg7M9>ISi)#'
'ZmkJOKF<yt>|IsN8~LhaXCrSjmH=(Rji*>Rk8N(MYZSLXZ9=8TZ-1%oL>;}S1i8LU{=Y%CmH}?svl+I;d34Sk@X(%#a!;pqSTgq-biyukqce9#=N!CF;~fvl!Ruvhlq~B))_wC~^wUj#I&V%w%|E;>'
't`-OC*jMO_TvI%;SoMUHG_uHB>WTRdb7f|m(P?-)+4+0sit=dQFf$PJN0{JHZ@ZCsFXzkRdpBMAQHWL@3J2d;xW$e2J@X7|sV27k8199R<zif}WZ(MnjT@82*?YeZ3v!mu3V1@pKj^6tJ}rx^Ys|Yj'
'j~jCL>~3aihA$z1#{=A-o2-#x?kSIo<_r2`$=a`|c2K4g|0d|mVDB@+?XBrTpOJ`lCYvmYY_m@ezh$9{t6+VGYS5)yS_C3iCYpcDdqhil!?iw?8b+D-@^K*yjjB$xt=`x8rmcmbs+9%orTi?>R{|Y!'
'lF5HAdcZL!9I4zONbtedET<inGMSh7xVlML3f<0JZG`ZO(6z$5l1?UXHZ_yVeTDc-jMu<^snoe^cEE{BP?`i9l-=o0W+f8Bbf0146Y}blB1{dUjGd%qWwDxOB<NwT5oP{o415*oTEr8#kQJCK=D4`X'
'^>i~GojU)ZdG8<jc-KsMKfee~i`6w`wtExriXs}l-=kKtk;e+an=Z!io!zEAkWk7YQw%1auJ<w7aIl-m%34^~hVNXm#!BB<%89_lwbCvHM<bv4A%;r$%c666Pvo??%?z5wK08-&w}lG$)22JjDEW4`'
'@~h>&9FXiSxjI?2T{xX`^3iv9SFy+UTQ|k1xKo4EyzuncoB#AOfldvwQFh2xlJPv4!C6B8nVq|05mA&13jdT)MW?7VoerQm1E1ru0z4WVOLEN>`f~+}pX^<<Mqopm=S>mF*&7KuYzO0Hg3spdl<Ap9'
'9737yjxk@JSk610kOgA5sg6kZg3NvWY~xukiIL^f%irr{rggmsA3*ZNXz49-60cloB}RC~u_Ml@urrRbDyU<R!~juCCx@GnNR?S#R^^|I73v8K9Om)%1)$JF!>9nfTr$r5-2Vdu%qa-'
)
_F=(
'c-pPk`J2u4|M>Cy88dVCGiRG~X5VKF#=h@sj3xV)eb2s=glySKNRki|vTw;-_K+kbNs=TXTSAib{dioT=k<M^?>T48^!{Gg?H{=Rc<)~MVdTj>k!voxmJE!TxXRjbfVue*v)y1CKG8UDm$CW{gL|)j'
'=3n}<tMs0s;SUVqw-1Ley%=6cA8sSuG%7rFN!ZDuVUx~=_2?V=pmFGmwV`8<g!Z@>8gnF6cO>7nd-;xT$+!P<zPU^DjozDYWTkxVcjPOaov&bKzSIf%BG2Y?%*bc07V>y#$o;+{_YEP}wuW4J_`iNW'
'7IMxV@@<2VuPh-)E{ANL7xLkPkTr&ocOHf;3=Nr?6f&V*$e6VuFI5W}?hfg4C#1`akd7xp+O!U-e>tT7*pPb7Luzgesn9s2?8A_<^Fm554JqUfDcB$+vvo+?>5!C*A&GlK+=h_wy&+-6LUh@>Cz-lO'
'D|COlbq`wW?*Fd4pQXEI*Zne9clHC_H=}f?j_FP=(H)P|eRe{(AKhNdQ(K$sw%pNeDy7@7Lbq<CZq01n`=fL#w(6GO(7pFi_x3^E+nsa^9_!{#)Xh!O%|<tCpzgJDx(N++uP)P#nWr05O!vxJ-SAGj'
'p?!4&D(L#()Air4>w8J};z3>a3|*HZy7s+wZ5Qj>jM6o0pnHCxuKpxl-Q&7C({#0a>S|=@DwWYyIIAl=TUTa=u1sTH>2kVKcXcHj>PmFbl_;Yt_CQx`sIFKMUC|!8EOdoB=`urg`Mc>-FX~c8=#n4k'
'k~iw&cIx74=wjk@(NA>VvpR1}ou`M+HA3f%(K)K<A|~k~n(J&!b(WDj^E{n7P8WVi7xqM#FGj~19X)lV@Z=4i6yfm+9>?+6$zN6;UE$9;+*`@rbKE(?of+J|A;xekiJP0nSZ=0sBZXf}aQ!UT?s9D#'
'SEq4hD_8n+#m&zvx%`;R7Jka$(i48X!;d4lc%O?yx!8ao7I5Jf-=E?963$oRyH1?j!`Z={jp9rL&eY)R?VLWrSEKl<Ij6>RvM?u3bG!q`tMSDnzG%#`2ORsA&#&_NEIw<-XQ3R~%Hbj$PUCP4pKgBY'
';581O;b15S)^K132TUB`sr@b4AI`qh>}$uqB=%X@V`KMjc5h{O8$MaduG8#Vz<=iPALmm$o3k^DkC*b%Q9jCM+d{VWWLpYbuZT5lt<9F9Y-!1sn5Q;BW>W<=USz`>*6(EfBGz4HT@TjIV{Kp7He_uE'
'AFg0cCacG=I)>HZteV9Khgi9um4jJX?Wy<Ai*BrVz>2f1*vX1HEI-Zikf)Xzcy9&o&E`EDOYgAs2uqi;v;<2Qv7{4AYOpwo#TMS3#-cMU+QFg~EQ;ct^SrZ$g?8R9#e&N$SjAfld8-<4Wij8xn+JKb'
'H*c0>-U8<CV(wz*j%98a<~o^kkvWri;|Onz=MA?4vsW@Zjo0_``gUG#$E+^Q9L0>K%$UIp6Vn?o?Jm=1F>NB#nlde$sh630j;XttT7fA~m~xLPXP7dI$&Z+Pgvq;^+@Hy{ne>238=16{NsE{?lu6}y'
'Z6L4p;I%4Dyv)Q^Of1HP!A!_v{1wLUX8cyh&u9D$#*Yx0j9bLGIgIPgxCV?X$Jo7$UBK9;j4j2h=XkX*uNoM0oiRT!W<6t8Fs2@(&og=kqZ>0iKcj9isyCxLF{(PRZ0D6_ywZeMk{G#*moM`2F<u_U'
'h&znv#)#UCsKkg8j4<)i9A28j@T+1L!?PJ)h2f<bp2%=B!)`I`1j80HY&gUEGORVjo@Z!#h8$tY8iu?i`ZJ^(LmD&0%@7lVFEKcVL0>UwB7>STs33zvo*KAW6k}ip1O8^f@8TE(Rxn_pn9YE}4Cu*#'
'4)i}Sy3rr{4WVC0`jw+!41H(PH;FzE>2r%dCq!TR6nm=oJ$hfK_da^pqjwg)ZqsWky&BW2HoaW*JWkJ4UTi{-hxE8bk8|`mM2}VU=uG!Bbni*`=5)J5w^MZMMz=O}Gtu<`U8m5s6J1-<wFq5f=(3kC'
'+v&1E%%V#+T@vYhi_RzLyo=6VL`^z9q0@CbU8K`7I?bljBsvWi)#wyT$K7;nOvg%exFinJVJ96n(jkowF|@xRj?#WR?I((Xw68+@Qna_wK7@9=Xg8L2t!dYgc7~_g9;59-+S+IvN}D6JnL(TJw5dd!'
'%%@(s!3&FcVG1vl6Gdo!m(~}=X<F~4^>$jXrS$?@&!Y82S`VakwkSpGg0%L~>K3ie(drPbhSRDGtt!wegI00E`Bck$${AX&r{zLg&Zfm9T3n&UZd%NzMK@Zsp+#-sruhS!-=O(Hny;k!BAPv>*<PBh'
'rP)B5Wz(z_O>fckGEL{vbQ(>^(sVdYyU?^DO)JnegQju9DGW5ZPLne<*)P`9WCcwY(qt4(>WMNmzC+_9G@ei65;RVr(F1XbMrUcXkw#N!_?U)wX?TH#M`^g7hHGiqgN9XTSc>N#^87h*NNnc$;XL10'
'RG`5V8r-A7MH=j&!Fn335Y1^&kNQ`rzlQqr#dzvBrhaYeSE7Ci>St0vf%+!uU83Gu>K&xs9O{h`L#dZW-K*5SK;5I%-7c0<cL8;qifrnZBKtDg=g2-p_Aas)lRcK~zGQbHyEWMjMKQ87$aYfaI(3dw'
'XFqjTP-h`^W{VEO_Ehah)LtXziy72zEZo#K{jcYai#a?uh39&UPCVB@)Zn=o5l*eE;sUi!Q){~zNv$5#YDcYXY9&$2Ld_G@oJY;E)a*;mF4SyDO~X?)u2bU-HTF|u2Q}7HV}+PajY-rPrF5W13N>t0'
'zoVR|`YEa(q55vIMp;Vr`Bbk>b+>?Om&94B&7s;Dstpw_saAt(<wOyxrBN-0YIdqVrs`d)eoxh}sJfl1YpFVmsuQVNimE!Q{6UplR5?MFLsZ!%<|<=FU#hfLYEh*aRWhi2QJkUjek$(}>!`e3%%<`r'
'(UZzmMQJKWQQ7uXrAJhnA;wdwE0s!6DS=9EDw(KwU-^}aXQ_BlY^35!WscIDiY=+wfQmJ!ScHmcRJcHe(^NPrwu|?uFpCNk#Yid)q(ToWw4*{vDtIV=i}L5h3Ce#;`Nd)$<;POKFXg+43Q7j$o>1<d'
'xF&v}+!@LpquhGREu`FR%1xqNPs(LcE=t%amyfb{#CdUqvg0W`g0lT7+l{h~DO;PeQ04(;E>Y$nWu{POC}nz!PLwG}nIe=)6ETztr}SM)U#0X{VlAbYQF;NTXNiGIHl?djx)i08C~cv12&Mi|E>r3p'
'rFK!Oi)c-$hN2dwDo`pz#8S%eze+x#<UO&UlIz5BO3tR_BuWmZWKT*qr(``!mZroVaab&+#C%H3pu~7ejG#n+N;DF+l}eN-L5WOZq6AMB|5a?H_-Kmvrg$e`4Jckj#8B+9#$AeCrPyhT9i`Y?6q_Xm'
'D%ljPLa~w*D?qU%;SnJeeMr$0VlzcoQFO7GN6~2%9ZS*S6m2aUQnZ#RM$tHmIw@*+s>l<H+@r`bF`FWjDAIu<%|$gOOQcXFiXx#DzC+>j6h1}a-4tF!;rSGvLE-VDzvxEcHlnept(2f}CWYO?L}AE!'
'K-ML3kgT14R%$FFYYtgcG=`GZo2*WvC0RAdiXqERp~n=uDo%@|V!Os#jb&mYg+_{jzIsro3WW-aBnn;@Cn&g!f}1J0ih_$NI8RKY;8-!7f?Y&I3f7`v1qx;;af*|I1`0f(z&&wMoT0!DWjzHZQDBr9'
'Oo5&h=%6&GKs}K~ft05*?}#g8o+tB^I6~%bGS`qfU(6u04VjHaZ89q<CCE%5(=B)^{{xLn<UcEpi-Y7}DHf4`4*92up`y2FDH@Q!2Kmb=MU=FsG9Hm}kBslgI8Me<GCn2aT{0GsF_(-PWK1VxEE#>t'
'=tV|nGCGpcmW-BUv>>A~88yhLOh#EU%8*frj7&1p$w(n1f%FHY|3>;X(tjcSXVNc|eu?zcq@N`HFzE+LpHKQI(npd$g!BQVcO|_A>4iy8CEZNgBhv1Wc2!&;?OW2$kanE3&q+H(+NY%LCv7Kbo5gz4'
'mXbD?wAV?SMcNF~rjj;=w8^B6C2as{eMzfBT5ZyjNb``UCoP23C#3#G>TObQka~^OUr4=7>i4AnhtwUUZXk6Tsq;u3M`{mJJCoXp)Hb9x6-`KOL}~+4>ycWU)M}(wBsH1TBvRu^^^)o#)k>;`)G$&Z'
'<quMBkaCrjpGmn)$|X{clX8rd{iN(7Wd|u6NLeeEiqWLJLdtMb29Yw5ly0PSC8Yx?O-RWmr3@*BNy#FmASwAt$si?(6wCjNKFK#ozC!XPlD{SSE0Xt+ypH76Brha+KFRY)o=Nf;l1Gy~Q1m3ZE6JTn'
'Zb<U;BsU<rF3Hc4T#e+)q7unvNiIfmL6Y;6oI!Fr$u5$OB7~%WNP0-pEs}mE=`u+dNcxtflO!DzpOUnXq-7+%OVT`&W{~s>NdrmhPf|aU`jGS@NnJ?lOj1XZI*`;t)F-JXNi|3+Nm2<>oTMz03Xzmf'
'QZh+#Bt?^CAt{`sP?GYIq$BZ(_?yIsB>qI=1rom{@wE7i#KR;WAaN&&D@a^Q;#?AEkT_kuM&ei!$B0)*96{m`5_^!?fyB1r1ri&OSeL|VBvvG`Jc-3gEJ9*o60=B5Co!JHFcNtx;WrX)l5l~9vm|^*'
'!eJ72lJGGJACa(}gm+1pN5bnQ%pze12?I$OK*Eb8bReO<XhOpCB-ACLHVI`&C`v+#NF>2Qf{6qJ33?Jji2sN9N5o$t{vz>bi9bO6F5<Tkzl!+9#4jR#A@Oe!KbQDvVk+_D#2Dg75kFY;6TOM=Mf{7z'
'cPG9p@$HFkO?*q@n-SlX_=d!16JMG5@}fBLS;QA0K3T*Q?<PKicnk4n;*G@pP24r&t`c{dxF3i+O573Rb`ZBkY$R^ISV!C%;#LwjU%Wxw>tZ@_Q;C~M+&JP!5jT{$A;k3}u9av(Tod9Nh-~7j5m$z|'
'OycqrmqA=QammCb5f@KftcW7cL!6s97jX_@ATEr!e8m1k>|<j8B=#Y(cZj_~>@{L9i64kPPV7-)j}Uu+*geGVBKAMT?i5>y-AL>@V%HM8hS-(FE+=*wv2PGNo7m~ZP7<#XJAv2{#J)uA0AhO++e36D'
'wga(^h^;5;5?e>q7L|xCPi#?QvxrS6HjdaR;UzYbSQ{}<i1}08C+2rzek0~4F+UOWBQa-)IZ4cy#2hDPA2EA~*-6YMV%8J0mYCJVtRiLsG1G~eM9diRGBE>*=}$~wVtNqMk(egLWD`@Jm`cQyCZ-fI'
'C5TBPCXyI8F)m^vL^v^F#Do$9(GQ8fL-cK;Zxa10(LWRY6VVrlK2P*_M4u5~5`B#514Qp9`XjMjY$kdW(JP3aPxKt3ClEbOj39b2(fx?-Ejke0QZy4yiEco2ZBd!%N<>#Ax(Lx(L>CeXM8^~DA=*i_'
'iD)CydJ#%=2vLuTdPLM8MBO9mCQ&ztx*{$Ub&05pM14=xIigMxb)2Y!MC~Q&W1>DHY8z3T#0IgNsFg%5BkDb(77{g|sMp0zqNWlxhN#g*y-d^yqJ|MQfT%vACs8kou0(YrssmB2iE2z#9il3U3Pcqr'
'st8d9h)O0Zj;L6oqKPu&{TuHiy!Y__hW8rY%i>487sU^F&*S|L@3(lr!g~tuNxWa;{Q~bXyhreUig!QWePS=(U3fR)U5|Ga-Vg9D7w_U-g!e7HZ;H8iXX2fKcN*R)Vglarc*o*>74Ja2FN!XBJLByn'
'n&WMRHyiJBq9)!Ncq`+rh_@WxGI&ejEs3`P-b|5>Hwmv7uM4jOuL*BBo`3K>!Se{uO*}X7{EFu~o-5)4p6~H|i|2&+63-XnD4xT34&d2?XE&aY@N5^`@NC4h3eWp^-o^8dScvB>Jah28foB$;nRsU4'
'nTBTyo^g1_;u(!+B%a}T`rzq~rxTvGqBWjYq9vYYcp8ancq-#5gQqZ_f_MtxNyC#WQt%{+L_D#0BJnu!*zwr#n4XG!LgZs2{~+=nk-rmpo5)+@CnCQm@;f5GA@U57r-}TE$dg2#AacLhL*#BEcM-Xf'
'$PGlUBXSLqtBG7GmJqo}yh-FdB4-mhgUIPbP7{-e98cspB3~wQgfdtRB(fio-9;NBn-STR$R<QKATpcC=ZLIAWI0im$TFfNktK*MMq~z&DI$)@7{x)Poyh+w4JR^$NFDBnxbNe>gZn1#>$tCqE4Y8g'
'{R8f^xWC4I8uuyXB<|z5KgWF(_YrXz_ouiI;y!?TH||ex@5H@LY{9)*tjE0$_Zr;q<6ew=A@2FO=iwfYdmQdpagV`00{1Z7LvatmJy;A91911p-3fPF+--2T!rcOQ6Wn!i*TG#IcP-pCaaYG(O;p8Q'
'8FvNTWpNkBT^M%(-1%`Q<M!fqYFKa^gdW#FxE|wri0cpK0j@i^ZsWRz>xOa-*Dtt!#`OcP^SHjlbq?2AT&Hn;f$K9|dvR^SwF%dHT<dUsh-)>j4{$BQwGh_=F(23KxMt#-A*Lx)aZScG5!V=8!*KP-'
')eBb-(H2)rTrF@l$JGp1Q(R4O)x}i@S4~`1MI})IS9wtmS6N)8aTUgug{u&*Ok5eb(s8BWN)Yk5VsJ&_a^rI0a^kWnW?W&o^5Ogk=OdgCaQ-fC<Gg|M8qTXYFX8+V=S7@f;XH-&B+e5!kK_Ct=Vv&N'
';5@7x5(jYZ!TB-H9pWRLn{ckhxd!KIoFCwPALk03OK~p3xd7*zINuPnaZXlV!#N)3t2jsE9ENi+&OtZ_;v69Q;p~gE56+%AyW#ANvlGsaINRZT0cS&;4RF@O`5exwI4j|-h_gJ-G9n9SA(0<vD$XRF'
'(IN_`7pF(Ka5`|>afag5;dr9_jpH$nzi>Rnaa*~G<5wKlaa_Z36~~V_e!%g)IFI979N*wLB~Ie_6320kFT^n%pW`@+<DfX8?8C8Fe1hX+93SD>Dz@PG5XWj9AK+Ln-or5u$7CFn#A`Ul;~0lyERI)k'
'j8R64;W&ok7=ojp=!2sdj-EKW<LH8;J&txb+TwTtM{}hajwU$j;i!wFj;M*FvZ#ckoG68(7>=T%2#&%yvTzi{k%=P%M;eY)97#B0L^KYM5{bis!;Zru%s31<LUHhv{U7X4u>UO{V817Bi(j!{$9@g_'
'W$fp%e}nxr_7m8TWB&sCF>w(4KJf|mo#JEcTg7JVo3O9Nz6SgIVg>f);$7^E#9P?sir2Bvz&=Gx#y(!WjC~OHf!GI#{@8nC?}@z=_V(Ccz}^~rE9_0NH^$xwdqeEcV{d@H8ulvKD`GE;y$tr!qNFH}'
'y(sp=*b9kF?D?^$VNb=LA`-C2VfQL->@H!)Zo+QBuE!pZJxqjPhlsz#BO>k*afgW8MBF0chH{OFU&Iw6ej?%$5kC;|oj9YMCgK<oN5x?x4iWLG*hj=CMEr+{?L=%58;DpdRuJ(X5sQg<mxzU8HW9Ok'
'm_o!@WtbSMF-Y_$qBjvQDqV@_Bsvh$mWVc@m1ssp6CxTB(U6GxMARXowx~fwby0<g3PhA4qOd4HL?#g#BAtjNB~iqQ7!gH;mk2izP9h?Run}R^FcV=Ep+tlT9T8xAjO~&5Q+X)vW4kAAVY{aMg6$`4'
'KVtg<+gWi2+n3mmDMvLv!*&?kA>~tS2Q>C8d&G8Zo3X9Owhr5eVl}o8#Cu{Xws)0x!~$&dvCYLc2iq)c)5K(Kldw(Hm>|Yu8;9*xjWOaCY$LF}B!*%eA_ij{h^@cqhpjiZp4hsJZrD1C_Sjy))=IR{'
'XfB#zYb+Wlb+FaKRufxwY}K$;6ct2Sr3AL(*ot8*DvDq$j4caWL8XAm6dBl3uq9!O5?&FB&4JB|&4kT>O^+=fHn9GM^-tw@<*xV*>#ta^VZDm=7jYTuk615ge2?`!)^k|D#d;R&H(0;MdK&9VtS7{m'
'Siivf8P+4>5Y|tz?!~$b>ql5OiVaxTi*;B(6f3d5uPhhKur3u#ur9{>F4je2p_q?#9@ZIHr;Djrr(m6o^))dO>jbRh#8~kv)-hr<)>p(xF#_vwtV6I4#ySvdKdik(53F6WcEQ?F>7ca1+8S$1tSv-y'
'tWB{t##$e19jvuQEv(hBR@SJ5wY)}Ir3}`RSc{4xN*30FB2(nYnu;|AYodt78jaN}JXjrA?ZSrDgw=@EfHfRzC|0oih2>A>K9+k}eiwI@->}@la!cIAazk9j@(Y&B;u4l0vHXDLdo1U%e1qj{EMF<7'
'lrOP-f#s0+RP4jD7t3xepJ?pD^0D|x*@k5cmQBhAu@1{xEFWT7jb#;<l~`7Y<yaPDS%l>sEDN!`E#`_jSl+-g3(HI_)3Hnz6R}JX<FSmzGE#XN%LpvP#850lunZ9WL|-g@L@z8ov2^#-4NF(i1xqI^'
'9kFx}ZLze$(iBS*(Gbh?N_{N#lsX!<u{<YgVyPl3VW}X>h|;1ImSRd#EQPTY!csuVRMN4eVo4TBSmH&T@Cr8;r-;B}6J}u&Ml1#_dL;}?J`wVi`5)zp@<{xF`2ptp;+}F>{D%1s=3AI=V7`v|D&}7>'
'U%~t{=1Z6_VE!KSdCcF5Z#2Hbd<ye%%*QZ)j`=gpN5o;whm?cj0OtLe_h8<Q`4h}LF@KDCJLYYew_@Iec_ZcxnAa(5F@Gr5U|x;+eay=-FT?zvSb}*m=C?4<$NZ+4i+K*_nV6?5Q!!7$JQ?$AVxkz2'
'd8~L<j1i+TkHY+l7>Rj=cu5S$JVY5J24Wt7xj*K<nEPPvEndXj19NxG9Wb}Y+!k{i(He70(FAiN%ndafV6HE+G1tOe6LSsBRYet18FMAf6)=~_To!W~%q5iKn2U-cA`5dNQ9xv3&W||*b2{cUk%~D*'
'NyeNc5=8>$c+7E_V=>1Fukc`YV~!9uVHFn4X3R#+2F!ZQ;UY}r!>q#$rhhQ~jp?!Y3)3S^e<}|#{h>S%_c7hW^t-r==?<pb;ufYGn101{UAc<sXK@MBMNAiz@0IT`eT(TVrf)Ev!SpqzQ<zRDUy3ip'
'QA~$1eTwNIrafX8rvG5tiRoiZJ1}imwu#NkMrDIok7=z~gK4!`sVrBPiY1s9VR{GCLQHRCS|HxSG#}HOnC6MOVh*M^FwMsFI;L5eW{Me@rem6>OvN-=nTTmTrm>jDU>c3-6)_Ui%Nipvy@YAF7=~#m'
'rXk88Wq{HjQ(w_XqnGH8shj95I$`P{+KYCW+G2V^X^p8Brj|+z(Nr|V^gO0)@f@a_N_A05sfek9D5sRgR2ow$OeHauP>PFUn2KV`!c<5UR0?3quVi3K$CRcdVM<gIFvTlzm|{gVCa;JTE=&#$yND1r'
'Ocr4lCQL@fAi^<)VG6~h!vw}B;xCMkF#d`0q4EdD2jVWq-;`V8CdTW^RgAx2ydr)UmoZ+#_yfiZ%6W|EG`_`n7ULO=r!jsdPKguBm&z9ykBQHfqZp51JcMx{#yuE65xX#ctn5%e!nhsdHf4+0tg%UK'
'z_=dcI<eN*8jP#O2N+jkd>`X-jLR^-CzdFS{VdX0DBe~UC~sk$hjA{(IbxQWiE)OQj&Ul+DavGwuVI`Z#)((OXpAG2moN?&!^BXGL&PAA12GN|{V?_sy+tpLp5jG}Jw$h<o9K$M3&ze$M~odb+GA{o'
'u`R|n$_q+sj4hSs7@LWvN@LMT<9UqrG1kLaS0fu^9Z^fv6g8A;N>z+iFjiJ7DHSl5$5>XB!B|QuDT<3?N>QaS#w?75l!8hDk%=(_V>-q(jHybBk}Q%iCW?5BaTvWK5~Eu<6dOh>MhiwWMx!tYy$Ht`'
'hA|XlKA{s}c!J??41Xz)F#L((q4)#C0}S_-dl-Jha0kO}aSOvu<%V)yxrX7Y_*uD(;V0#S#`hS`V>pN5Tk*BVY2}nSiQ$BDT=_ydis3VHL^&ir6$h0A81^Z9G3*h$#V!mx#m5+SVE9OESGHl;Dz+$_'
'F>J!H0mFI>>o9yM)?iqTVU@4<F)YWhOuUC-saS$xvGT5XM=Zp!0K;42O=X@k7sDL!28P+n>lkMFnu%eCGF@XDhN;RF43jZTQeML_QH&Sk#8?btFpO44DX(A{sf@tzk}@2_FlDe9BnFBB82V%AhoLuy'
'UKn~RFNz)*x?|`jx?<=eI%DW0I$~&#p)H0s;sp$?l~$sqXn~<Qh9(#qV`wBAiswZ=kuB<o+8Cb0P!mH9r8<VH7^+~XtW?5KQIuE8X_OVEMNy@&$ih%iDS#nUBfrQ{(nXp`5y>I}L%fK?5UWIsDB%&2'
'!mYT3Q?U!1VpS{{j2H|U^cccLK8+9zJf(l4{4M?xkHnwKL*;?SedQkd-_if(>$bRw{)V_Nu8FJYuZW+~UlJF6T|j@{*LTV}^xvXCE56Y<gZ^vrmBuObC()lk|0Vh_G(Ok(ERZAOF#1E{Q{^D~{bH}!'
'gMK&qT^c);9U9xkHuPK3Z$ZBq{U&9jvL5|9@u9|QKOZP7(Z7#=8TzGSiLw~|yJC@8=xc$Pr_4n^2mKq$Z1K7>3;j&=)6q{;Ci{9#nc!!v@+$f<=tql@;$`&1#ZWO=8Kf~#86f&A{X}2%eU#p!m(mmc'
'i%JjCU3B%+*-uB&0eyR4?L=GA27PPvt<bkrS}4uYH$~srSHnOWpsz3Lp|2~lMQ!xYY19%mMGa9^sjN{+sffOUQeG*CzO1h@q7?d)=u4n4t`rkR&}aE7s8K*8Q)DP<A{Bj#ND_(Y<Nd_?iS`vGyuLi>'
'BhkCjyEL4_A?z9v!s^SSm=uFXxUVpgPYFS<L(l&T|A+7=8h;c1nDD=pKgAz}-&gJt{=2v<?r7Zdb5q<<eihfnRdI#z%Njo^my{pHMPEON3*vk69pUFRzSa0z`ARt%#Fyd=<rv|gD@T2OM)(osusEa~'
'RQ4--l|5p&pHGyX%E!tMUmuC>$~MBc_}S!V1L5n%I`N@cqp@09B|ad0g`cHjv9CoM?-0Jw*V`Hk2!BhNFWw}49^rG9IpPiRx-v7k=^E3-RKlkyla)zgqB4Q-@q~}n7^5-D*GP?*2_HfDFfo+yA!4u?'
'BnFBBq95UXg6pO6qUb?*cVFF<&Z3j(;H$l_cD~y9Y3-|}Mhn85Dvd=W!k-rn2(K^d5?&{`=K`svQB$cwcy&=#sp6-yQc0;mczMFhDP{bW@>4>ixJEIJqN0dKVZyUC3MmCO@)MpeQvD=rBxxjy1SOvE'
'IE`2(Mu{do%8ys^DDEJf8g@T6!mYw0%zjM5s2CKzuW-V{G(vslBU~3i*gwAh_VbvqzX*FI{uB?zAL4<yuiO*Ai@VBi${oUPi(BHRazp$ou8V8ps`y2@LfFsZvhtI!OTK;-7YVx{zE{rs`p(xmjc*A%'
'8^kw+oeAV?jnm3k%1LoT`BEI$_=2!wgnb^!XUY*jhkYIL^{H}@umfVh*r)6jdo*@yeBx`D#(y++Dj$m-gndNVcCk%kD`8v2X2Lcp8wguZ*gB21gnbyuYQk2D4>VSa_r(gaoUmoS-cyzmwnSM>*t=p8'
'Vee=xRNht=5cU>f^9g&Cuz4DD1DQkE8_I0ub!C>ADQ0L)*O;bE)tI78CTx<g*Th7P2^!;-amrX<uPS4d(S(f>uZWR^y(~s3FDb*7VT29U7(&=!WsowEumOSeSNbV^3G1WuCaf1>J;jTnM<Cq^>!x&7'
'x)9b`bW%F{>LA*ScD~vY)<(RbwD#3XqouDFzMA`LrZm-PqR~h+RGwEFDD{J=r%_kQR_YK|+t+hSEsdI@hEiRrMp#wCs`#laDrr>Is36K~loMq{DUFhZl~9TkR!k{MSP@ZJBTJ)@MnR>3lIbhIMn)j%'
'e$tdwjTDibqohC*eI+RIB95>a5iO#GSHq(bNtoM@OE?vWViys@Caiue!c3USm(h<w=#_9^VZK5&@`(^XI$t~$`j4L{zWx@E{rsgo^7W^9=;seY9}s$9xu^WDaaZ|G<Bqs3Zi$=XhQ_ZN*EOz*s~W%f'
'x*~q|by@jIx#Z_ZaZ%$3jSIfM*ElcEX?&}3R(zvz#@E;4w6Cu;PHCL<bwYd@#Bq%;d>te7bB)geIihj+Sq=sFsdA9e0~-4Y-ACwNKYN1Mt$d=fOZ-Rd6d(K9;p-!f?P8m<)z=n6HwUswY}DAGu|AM>'
'%39?^jWx<@U#t9l5X4GC-&a-yw_IbH#(P056-zW0i+7bpzTOFBp|7|7EKuI^GhgFPF;8QzpE=4Ker9XDPUtK@GyF_frYTbcnIa}DlY)CqnW!<r&v-FTjMaG6*O=f&`x>S3ig;NW5!_2+co4%hhH4B^'
'25Sr=bf6gEtH0={^bMqsuik!o`RW<Si%JiT?i$@Rx+tA}bqb=R(m`pjw9{xCTpNuS2yGoiE74N4@YUQ;Ge1oOX`(dFQ6r6pzMfYaJWG9zdcNxV$rg2#+Jru*)bdkPsi9O0q^eTIPi0ZbPeoBdqr9(j'
'ft1xK<EOMzDv**&38lDF%ui9Jh(_VyvH~fj6!cR-BU2-Pa2dYRb0IB|R3#;dWM4^2qLL6uyb>2ktVWEl=-{IKc!TixiuB|5;|jzXoWqYjkO&Q%V)bS5V-CdR$4IC_(fbNl!ZbpI$QMY6&<XypeE(=X'
'QU3Pz*w0@YkAisU=MP^GH17Ml7u@d}cYXb)-0^igkXy=4UpIXHs$37^ny;(MFMh6Q{2a*TXZgw3B|kp~a?#HZfm~3&59E9x-}yP`>syVpe!dCrjIXbKoet#Gvz!d#gr6_{91r9RU&k~)7e_TdQ;zsK'
'?CX%PPc;r|91#1JeSY=^vB%f$;671yiT?z#Gl-9a*pZ`;g4nLH&DU0Ci`X2<CXJ1OY|vOA$U0?hjy@D?l+}J#1^0okm44n=R`^*S#4<nc`B@ssl4n`$>s?=q{Ji69VQ_B;vcT6{!Oaii%^>FGXl{<?'
'_<6(EY(K9DH_Ok=AZBPx&(SnLQ+-YGH93e$eqIY?Vh|I2jn^3GXRPw7pD`Mvl~I0P31X!3a&RMjz2s|nAj1L~8pse|gEa;PG0@KdKmBvmPxQ@EpFn#1>gA{Bv%IME2(EjMy7}qqt4oeL2hvID7+i-y'
'+6U53wDr@**9#i0l~x)pgKH67^B|h}X&OY6AR6bWk<u_1p7+zhSN%ZhDRl$M_EpDM?Ob>+h*~+SsnqaQJ&0<#Q&po%AeD2cQZ7`?g$f$wbD>-iWdkV_MCm|E`6~HumB>-?Ad2Ovs74WAg*CE*DCDQ0'
'Mu9*wgUIhELnGZ!S|F*pmJ&#^pQKz!^pg-sd~k6&iuDtdqv#w(X?Xp3o+UB}w;z`uXK)S;yPpVQ%aJuWi!XC<CO^g;8FHle6COlZ5TSXL&re7YIt~6`A^!yNBu9S-@;HdUp5>9BKLdG~3x5Rhz}Nj;'
'xTo=ZaCd|IEs#4ox*f!=9No-|8$tXU$aO#0g1GAEm%O_Y#LpU+ef{(-mvZ!D5Eq~2hu|(e%lAQ?5AM4hoeSdIAkOCKo7_3$>+9f7=fYRMPWd|N>qH=5=IFSuFM>Fh3!nQrnxoJB90}rZjt&L#X|5g2'
'(E(rkbF?pzy}7d|xZQp}$%|dV{U=8|1Nk_(9ezH_h3z@o7Rc5dZ3%93?rh4@#vnHMS?_0E5Nn_1!)IBOqt!vI%A*gSWo3@u&xIAwvOIT|<<5I~vDDX+Tv(ht?*_LhNAKilVUFH@mIcAR6~z1?-prkO'
'xidG{=H$W~xi<UXdOb(8o@Hhp%?NIK?o7*tsX3aG3zKtgQgE*YH!&9`1Ty|v#sx7pxK{%ilWU`Wjmpt0!Ho>=<y;t%YcD;^@Zg5!!q7m5<ig-w7?h)dIU10o{z3H1i@v`41kpPedgV^f9KDzeJ^rok'
'&(bZpu0eFkQRf_W%C(NU&>^_?IcgU~+q`J=EH4DnI!CSYu4Nvz$fM>tYL+`qpQT9<jdP(<?lk;Yp3j{IIjSE-z1*q$Z)N9QogivI%X9xf)Owbh|AiX4Q2pPk7F^Y5sggUDbD>fmRm`0Vft1gSa(P!a'
'FUsUyX+Nd>l+23~|DEE`QtaO<8bp!2D;!8xUKDzkg3nSQFEVo>|G$-ycj<YTmJ6x5lad$7xt8=SiFuTeck#Ivmq)R=5c6M%{x3x3g*T5pK}6<-JC9s>;d~ZH5ca%_$P3%QWeviTYvx=t1!Bx2LoVq5'
't?*n6%Z1Rq$oJm~2}Ji_BhPgI<j#}4_&e7g`};pO%3W3'
)
WORDS=zlib.decompress(base64.b85decode(_W)).decode('utf-16le').split('\n')
_f=zlib.decompress(base64.b85decode(_F)); FREQ=[int.from_bytes(_f[i*3:i*3+3],'big') for i in range(len(WORDS))]
CUM=list(itertools.accumulate(FREQ))
CONTENT=[w for w in WORDS[150:6000] if len(w)>=2]
LATIN='iPhone Android Linux Windows 11|macOS|Python|Java|Go|Rust|Kubernetes|Docker|Redis|MySQL|PostgreSQL|Vue|React|TypeScript|Spring Boot|Git|GitHub|AI|GPU|CPU|5G|API|SDK|IoT|NVIDIA|AMD|Intel|ARM|RISC-V|OPPO|vivo|Tesla|SpaceX|Google|Apple|Microsoft|OpenAI|Meta|Netty|Nacos|Dubbo|Kafka|Flink|Spark|Hadoop|WebAssembly|HarmonyOS|ETF|IPO|GDP|CPI|BTC|NFT|DeFi|Web3|VR|AR|ChatGPT|Wi-Fi 6|USB-C|HDMI 2.1|PS5|Switch|Steam|Unity|Unreal Engine 5'.replace(' Android Linux Windows 11','|Android|Linux|Windows 11').split('|')
PLACES='北京 上海 广东 浙江 江苏 四川 湖北 湖南 山东 河南 河北 福建 安徽 陕西 辽宁 吉林 云南 贵州 广西 江西 山西 甘肃 重庆 天津 海南 内蒙古 新疆 宁夏 青海 黑龙江'.split()
SUR='王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蔡蒋余于杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤'
GIV='伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉玲波斌宇浩凯健俊帆雪婷鑫晨欣怡佳琪梓涵子轩一诺思远嘉宁'
# category, author, child, weight, style, median chars, sigma   (names and sizes as seen in the sibling repositories)
S=[('新媒体','cnBeta','最新',60,'br',2250,.40),('新媒体','快科技（原驱动之家）','最新新闻',38,'p',2300,.50),('新媒体','IT 之家','热榜',26,'oneline',1950,.40),('新媒体','IT 之家','分类资讯',18,'oneline',1800,.40),
('新媒体','36kr','资讯',24,'kr',5300,.45),('新媒体','金色财经','快讯',20,'flash',650,.25),('新媒体','人人都是产品经理','最新文章',9,'p',9500,.45),('新媒体','少数派 sspai','Matrix',7,'p',13000,.5),
('新媒体','PMCAFF','今日推荐 / 精选',6,'css',12000,.5),('新媒体','199IT','首页更新',6,'p',1500,.6),('新媒体','199IT','标签',3,'p',1500,.6),('新媒体','DeepMind','Blog',.6,'en',4200,.5),
('编程','开源中国','资讯',34,'osc',5900,.80),('编程','掘金','分类',24,'juejin',11000,.75),('编程','掘金','标签',8,'juejin',9500,.75),('编程','掘金','收藏集',3,'juejin',9000,.75),('编程','Dockone','周报',5,'br',9000,.60),('编程','技术头条','最新分享',5,'flash',550,.3),('编程','AlgoCasts','视频更新',1.2,'flash',300,.3),
('金融','新浪财经','新浪财经－国內',30,'sina',2700,.60),('金融','DT 财经','数据侠专栏',2,'p',6000,.5),('金融','WEEX 华尔街见闻旗下全球投资线上品牌','资讯',4,'p',2600,.5),
('游戏','GameRes 游资网','热点推荐',7,'table',14000,.60),('游戏','GameRes 游资网','列表',3,'table',12000,.60),('游戏','3DMGame','新闻中心',12,'3dm',1900,.4),
('社交媒体','简书','首页',12,'p',8600,.60),('社交媒体','知乎','知乎日报',6,'p',5500,.6),
('二次元','Bangumi','放送列表',3,'flash',450,.4),('二次元','AcFun','番剧',2,'flash',200,.3)]
def _more():
    out=[]; k=0
    for p in PLACES:
        for a,ch,top,med in ((p+'人民政府',('要闻动态','公示公告','政策解读'),'政务消息',1700),(p+'大学',('教务处通知','新闻网','研究生院','图书馆'),'大学通知',1100),(p+'日报',('要闻','评论','民生'),'传统媒体',1900)):
            for c in ch:
                k+=1; out.append((top,a,c,26.0/(k**0.95),'p',med,.55))
    return out
SRC=S+_more(); SCUM=list(itertools.accumulate(s[3] for s in SRC))
MALFORMED=['both-quotes-title','quote-in-image-url','unclosed','pipe-category','multi-line-title','cut-in-utf8','gbk','zero-bytes','nul-byte','bom-crlf','duplicate-key','tab-indent','unquoted-colon','no-front-matter','no-title','utf16','cut-in-front-matter']
BAD=re.compile(r'[:/\\?*“”<>|\[\]]')
JUEJIN_CSS='.markdown-body{word-break:break-word;line-height:1.75;font-weight:400;font-size:15px;overflow-x:hidden;color:#333}'+''.join('.markdown-body %s{%s}'%(a,b) for a,b in [('h%d'%i,'font-size:%dpx;margin-top:35px;margin-bottom:10px;padding-bottom:5px'%(30-3*i)) for i in range(1,7)]+[('p','line-height:inherit;margin-top:22px;margin-bottom:22px'),('img','max-width:100%'),('code','word-break:break-word;border-radius:2px;background-color:#fff5f5;color:#ff502c;font-size:.87em;padding:.065em .4em'),('pre','overflow:auto;position:relative;line-height:1.75'),('table','display:inline-block!important;font-size:12px;max-width:100%;border:1px solid #f6f6f6'),('blockquote','color:#666;padding:1px 23px;margin:22px 0;border-left:4px solid #cbcbcb;background-color:#f8f8f8')])
class G:
    def __init__(s,r,topic): s.r=r; s.topic=topic; s.pool=[]; s.i=0
    def words(s,k):
        if s.i+k>len(s.pool): s.pool=s.r.choices(WORDS,cum_weights=CUM,k=max(800,k)); s.i=0
        w=s.pool[s.i:s.i+k]; s.i+=k; return w
    def clause(s,lo=2,hi=11):
        r=s.r; w=s.words(r.randint(lo,hi)); x=r.random()
        if x<.55: w[r.randrange(len(w))]=r.choice(s.topic)
        elif x<.63: w[r.randrange(len(w))]=' '+r.choice(LATIN)+' '
        elif x<.70: w.insert(r.randrange(len(w)+1),s.num())
        elif x<.73: w.append('“'+''.join(s.words(r.randint(1,4)))+'”')
        elif x<.745: w.append('《'+''.join(s.words(r.randint(2,5)))+'》')
        elif x<.76: w.insert(0,r.choice(SUR)+''.join(r.choices(GIV,k=r.randint(1,2)))+r.choice(('表示','指出','认为','说','建议')))
        return ''.join(w).strip()
    def num(s):
        r=s.r; return r.choice(('%d','%d%%','%d亿元','%d万','%d月','%d个','%d年','第%d','%d.%d')).replace('%d',str(r.randint(1,2030)),1).replace('%d',str(r.randint(0,99))).replace('%%','%')
    def para(s,n):
        r=s.r; o=[]; l=0
        while l<n:
            c=s.clause(); o.append(c); p=r.choices('，。；：！？',(70,23,3,2,1,1))[0]; o.append(p); l+=len(c)+1
        o[-1]='。'; return ''.join(o)
    def title(s):
        r=s.r; t=s.clause(3,7); x=r.random()
        if x<.45: t+=r.choice(('，','：',' '))+s.clause(2,6)
        if x>.93: t='【'+''.join(s.words(3))+'】'+t
        if r.random()<.25: t=r.choice(LATIN)+' '+t
        return t[:90]
def img(r,a): return 'https://n.example-img.cn/%s/%d/w%dh%d/%s/%s.%s'%(a,r.randint(1,999),r.randint(300,1080),r.randint(200,900),r.randint(20140101,20241231),'%032x'%r.getrandbits(128),r.choice(('jpg','png','png','gif','webp')))
def imgtag(u): return '<img src="%s" referrerpolicy="no-referrer">'%u
CODE=['function %s(a, b) {\n  if (a === b) { return { ok: true, n: %d }; }\n  return [a, b].map(x => x * %d);\n}','SELECT id, name FROM t_%s WHERE n > %d AND m < %d ORDER BY id DESC LIMIT 20;','public class %s {\n    private final int n = %d;\n    public String get() { return "v%d"; }\n}','kubectl get pods -n %s --limit=%d | grep -v Running | head -%d']
def body(r,g,style,n,u,au):
    o=[]; l=0; ims=[u] if u.startswith('http') and 'picsum' not in u else []
    def im():
        x=ims.pop() if ims else img(r,'a'); return imgtag(x)
    def add(x):
        nonlocal l; o.append(x); l+=len(x)
    pl=lambda: max(20,int(r.lognormvariate(4.5,.6)))
    if style=='flash': add(g.para(max(60,n)).replace('<','＜')+' ')
    elif style=='en':
        while l<n: add('<p>'+' '.join(r.choices(['the','of','a','model','data','learning','agent','we','that','in','to','large','game','problem','can','is','new','research','system','deep'],k=r.randint(20,90))).capitalize()+'.</p>\n')
    elif style=='br':
        add('<strong>'+g.para(90)+'</strong>'+g.para(60)+'<br>\n')
        while l<n:
            x=r.random()
            if x<.18: add('<p style="text-align: center;">'+im()+'</p>\n')
            elif x<.25: add('<h3>'+g.clause()+'</h3>')
            else: add('<p>'+g.para(pl())+'</p>\n')
    elif style=='oneline':
        while l<n:
            v='%04x'%r.getrandbits(16)
            add('<p style="text-align: center;" data-vmark="%s">%s</p>'%(v,im()) if r.random()<.12 else '<p data-vmark="%s">%s%s</p>'%(v,g.para(pl()),'<strong>'+g.clause()+'</strong>。' if r.random()<.4 else ''))
    elif style=='sina':
        while l<n-700: add('<div class="img_wrapper"><img id="%d" src="%s" alt referrerpolicy="no-referrer"><span class="img_descr"></span></div>\n'%(len(o),ims.pop() if ims else img(r,'finance')) if r.random()<.08 else '<p>　　'+g.para(pl())+'</p>\n')
        add('<!-- news_keyword_pub,stock,%s -->'%('' if r.random()<.6 else 'sh%06d&sz%06d'%(r.randint(600000,603999),r.randint(0,3999)))+'\n'*8+'<!-- 正文下iframe -->\n\n\n<!-- 正文下iframe -->\n\n<!-- 总声明-->'+'\n'*12+'<!-- 总声明-->\n\n<!-- 文末二维码 start -->\n\n            <style>\n            .appendQr_wrap{border:1px solid #E6E6E6;padding:8px;}\n            .appendQr_normal{float:left;}\n            .appendQr_normal img{width:74px;}\n            </style>\n            <div class="clearfix appendQr_wrap">\n                <div class="appendQr_normal">'+imgtag('https://n.example-img.cn/finance/cece9e13/20200514/343233024.png')+'</div>\n            </div>\n<!-- 编辑姓名及工作代码 -->\n\n<p class="article-editor">责任编辑：'+r.choice(SUR)+r.choice(GIV)+' SF%03d</p>\n'%r.randint(1,199)+'<!-- 编辑姓名及工作代码-->\n')
    elif style=='3dm':
        while l<n:
            if r.random()<.2: add('<p align="center">\n'+im()+' \n</p>\n')
            else: add('<p style="text-indent:2em;">\n'+g.para(pl())+'\n</p>\n')
    elif style=='table':
        add('<table cellspacing="0" cellpadding="0"><tbody><tr><td class="t_f" id="postmessage_%d">\n'%r.randint(100000,999999))
        while l<n:
            x=r.random(); add('<div align="center">\n'+im()+'\n</div><br>\n' if x<.12 else '<strong>%s</strong><br>\n<br>\n'%g.clause() if x<.2 else g.para(pl()*2)+'<br>\n<br>\n')
        add('</td></tr></tbody></table>\n')
    else:
        if style=='juejin': add('<div class="markdown-body%s"><style>'%r.choice(('',' cache',' html cache'))+JUEJIN_CSS+'</style>')
        elif style=='css': add('<div><style>\n#articleCont {\n  font-size: 16px;\n  line-height: 1.6;\n  color: #333;\n}\n#articleCont :first-child {\n  margin-top: 0 !important;\n}\n</style><div id="articleCont">')
        elif style=='osc': add('<div class="content">\n'+' '*92+'\n')
        end={'kr':'</p> \n'}.get(style,'</p>\n'); code=style in('osc','juejin'); h=0
        while l<n:
            x=r.random()
            if x<.10: add('<p>'+im()+end)
            elif x<.17: add('<h2 data-id="heading-%d">%s</h2>\n'%(h,g.clause())); h+=1
            elif x<.22: add('<ul>\n'+''.join(' <li>'+g.clause()+'</li> \n' for _ in range(r.randint(2,6)))+'</ul>\n')
            elif x<.24: add('<blockquote>\n<p>'+g.para(pl())+'</p>\n</blockquote>\n')
            elif x<.25: add('<p><a href="https://link.example.com/?target=https%3A%2F%2Fexample.org%2F'+str(r.randint(1,9999))+'" target="_blank" rel="nofollow noopener noreferrer">'+g.clause()+'</a>'+end)
            elif code and x<.40:
                c=r.choice(CODE)%(r.choice(('Foo','userList','prod','cfg')),r.randint(1,99),r.randint(1,99))
                add('<pre><code class="hljs copyable">'+c.replace('&','&amp;').replace('<','&lt;').replace('>','&gt;')+'<span class="copy-code-btn">复制代码</span></code></pre>\n')
            else: add('<p>'+g.para(pl())+end)
        if style in('juejin','osc'): add('</div>')
        if style=='css': add('</div></div>')
    return ''.join(o)
WD=['Mon','Tue','Wed','Thu','Fri','Sat','Sun']; MO=['Jan','Feb','Mar','Apr','May','Jun','Jul','Aug','Sep','Oct','Nov','Dec']
TOP={}
def topic(k):
    if k not in TOP:
        rr=random.Random('topic:'+str(k)); a=rr.sample(CONTENT,160); TOP[k]=[w for j,w in enumerate(a) for _ in range(max(1,int(40/(j+1))))]
    return TOP[k]
def make(i,a):
    r=random.Random('%s/%d'%(a.seed,i))
    k=bisect.bisect(SCUM,r.random()*SCUM[-1]); k=min(k,len(SRC)-1); top,au,ch,_,style,med,sg=SRC[k]
    g=G(r,topic(k)); cls='ok'; odd=''
    t=g.title()
    if r.random()<.02: t=r.choice(("What's new in %s v%d.%d.%d","Let's Encrypt %s %d.%d.%d 根证书过期预警","Vue: Cannot read property 'x' of undefined %s %d.%d.%d"))%(r.choice(LATIN),i,r.randint(0,20),r.randint(0,9))
    if style=='flash' and top!='二次元': t='【'+t+'】'+g.clause()+'...'
    if top=='二次元': t='第%d话 - %s'%(r.randint(1,24),g.clause())
    y0=calendar.timegm((a.y0,1,1,0,0,0)); y1=calendar.timegm((a.y1+1,1,1,0,0,0))
    ts=int(y0+(y1-y0)*math.sqrt(r.random())); d=datetime.datetime.fromtimestamp(ts,datetime.timezone.utc)
    if d.hour in(17,18,19,20,21) and r.random()<.7: d=d.replace(hour=r.randint(0,12))
    if r.random()<.06: d=d.replace(hour=0,minute=0,second=0)
    ds='%s, %02d %s %d %02d:%02d:%02d GMT'%(WD[d.weekday()],d.day,MO[d.month-1],d.year,d.hour,d.minute,d.second); iso=d.strftime('%Y-%m-%dT%H:%M:%SZ')
    u=img(r,'h') if r.random()<.68 else 'https://picsum.photos/400/300?random=%d'%r.randint(0,10000)
    n=int(min(90000,max(120,r.lognormvariate(math.log(med),sg)))*a.scale); b=None
    cats=[top,au,ch]; ind=' '; hasimg=True; q=None
    if r.random()<a.odd:
        odd=r.choices(('invalid-date','local-date','old-template','dash-prefix','no-image','cors-image','unquoted-title'),(20,35,8,8,18,8,3))[0]
        if odd=='invalid-date': ds='Invalid Date'; iso=None
        elif odd=='local-date': ds=d.strftime('%Y-%m-%d %H:%M:%S'); iso=d.strftime('%Y-%m-%dT%H:%M:%S (local)')
        elif odd=='old-template': cats=[top,au+' - '+ch]; ind='    '; hasimg=False
        elif odd=='dash-prefix': cats[2]='— '+ch
        elif odd=='no-image': u=''
        elif odd=='cors-image': u='https://cors.example.workers.dev/?'+u
        elif odd=='unquoted-title': q=''
    name=BAD.sub('_',t); title=name
    if r.random()<a.malformed: cls=r.choice(MALFORMED)
    if cls=='both-quotes-title': title="What's "+'"'+title[:20]+'"'
    elif cls=='quote-in-image-url': u=u[:-5]+"'s photo.jpg" if u else "https://example.com/it's.jpg"
    elif cls=='pipe-category': cats=cats[:2]+['| '+ch]
    elif cls=='multi-line-title': title=title[:12]+'\n'+title[12:]
    elif cls=='unquoted-colon': title=title[:10]+': '+title[10:]; q=''
    if q is None: q='"' if "'" in title else "'"
    cl=''.join('%s- %s\n'%(ind,c) for c in cats)
    if cls=='tab-indent': cl=cl.replace(ind,'\t')
    fm='title: %s%s%s\ncategories: \n%s'%(q,title,q,cl)
    if cls=='no-title': fm=fm.split('\n',1)[1]
    if hasimg: fm+="headimg: '%s'\n"%u
    else: fm+='\n'
    fm+="author: %s\ncomments: false\ndate: %s\n"%(cats[1] if odd=='old-template' else au,ds)
    if cls=='duplicate-key': fm+='date: 2000-01-01\n'
    fm+="thumbnail: '%s'\n"%u
    bd=body(r,g,style,n,u,au)
    if cls=='no-front-matter': x='\n<div>   \n'+bd+'  \n</div>\n            '
    else: x='\n---\n'+fm+('' if cls=='unclosed' else '---\n')+'\n<div>   \n'+bd+'  \n</div>\n            '
    x=x.replace('{','&#123;').replace('}','&#125;')
    if cls=='nul-byte': p=len(x)*2//3; x=x[:p]+'\0'+x[p:]
    if cls=='bom-crlf': data=b'\xef\xbb\xbf'+x.lstrip('\n').replace('\n','\r\n').encode()
    elif cls=='gbk': data=x.encode('gb18030')
    elif cls=='utf16': data=x.encode('utf-16')
    elif cls=='zero-bytes': data=b''
    else: data=x.encode()
    if cls=='cut-in-utf8':
        p=len(data)*3//4
        while p<len(data)-1 and (data[p]&0xC0)!=0x80: p+=1
        data=data[:p]
    elif cls=='cut-in-front-matter': data=data[:r.randint(8,60)]
    fn=name.replace('\n','').replace('#','').replace('.','').strip() or '_'
    while len(fn.encode())>240: fn=fn[:-1]
    path='source/_posts/%s/%s/%s/%s.%s'%(top,au,ch,fn,a.ext)
    return path,data,dict(i=i,path=path,title=None if cls in('no-title','no-front-matter','zero-bytes') else name,categories=cats,author=cats[1] if odd=='old-template' else au,date=iso,malformed=None if cls=='ok' else cls,odd=odd or None,bytes=len(data))
def run(a,lo,hi,mf):
    made=set()
    with open(mf,'w',encoding='utf-8') as m:
        for i in range(lo,hi):
            p,data,info=make(i,a); fp=os.path.join(a.out,p); dn=os.path.dirname(fp)
            if dn not in made: os.makedirs(dn,exist_ok=True); made.add(dn)
            try: fd=os.open(fp,os.O_WRONLY|os.O_CREAT|os.O_EXCL,0o644)
            except FileExistsError:
                e='.'+a.ext; p=info['path']=p[:-len(e)]+'_%d'%i+e; fd=os.open(os.path.join(a.out,p),os.O_WRONLY|os.O_CREAT|os.O_TRUNC,0o644)
            os.write(fd,data); os.close(fd); m.write(json.dumps(info,ensure_ascii=False)+'\n')
def main():
    ap=argparse.ArgumentParser(description=__doc__,formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('out'); ap.add_argument('n',type=int); ap.add_argument('--seed',default='1'); ap.add_argument('--from',dest='y0',type=int,default=2014); ap.add_argument('--to',dest='y1',type=int,default=2024)
    ap.add_argument('--malformed',type=float,default=.01); ap.add_argument('--odd',type=float,default=.15); ap.add_argument('--jobs',type=int,default=1); ap.add_argument('--manifest'); ap.add_argument('--ext',default='md'); ap.add_argument('--scale',type=float,default=1.0)
    a=ap.parse_args(); a.manifest=a.manifest or a.out.rstrip('/')+'.manifest.jsonl'
    if os.path.isdir(a.out) and os.listdir(a.out): sys.exit('OUT is not empty: '+a.out)
    os.makedirs(a.out,exist_ok=True); t0=time.time()
    if a.jobs<=1: run(a,0,a.n,a.manifest)
    else:
        import multiprocessing as mp
        c=[a.n*j//a.jobs for j in range(a.jobs+1)]; ps=[mp.Process(target=run,args=(a,c[j],c[j+1],a.manifest+'.%d'%j)) for j in range(a.jobs)]
        [p.start() for p in ps]; [p.join() for p in ps]
        with open(a.manifest,'wb') as m:
            for j in range(a.jobs):
                f=a.manifest+'.%d'%j; m.write(open(f,'rb').read()); os.remove(f)
    print('%d files in %.1f s, manifest %s'%(a.n,time.time()-t0,a.manifest))
if __name__=='__main__': main()
