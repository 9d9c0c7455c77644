"""Which style rules does the page of a layered notice add to those of all pages?

Tokens and type come from `page`; here stand the column of text, the margin, and how a note moves between them. A note
is a float in the margin where there is one, and folded away under its sentence where there is none.
"""

LAYERED_STYLE = r"""
.mast,.frame,footer{max-width:82rem;margin:0 auto;padding:0 clamp(1rem,4vw,3rem)}
.mast{padding-top:clamp(2rem,6vw,4.5rem);padding-bottom:1.75rem}
.mast .quiet{margin:.6rem 0 0;font-size:.88rem}
.eyebrow{margin:0 0 .5rem;font-size:.8rem;letter-spacing:.04em;color:var(--accent)}
h1{font-size:clamp(2rem,5vw,3.1rem);letter-spacing:-.015em}
h2{font-size:1.55rem;margin:0 0 1.25rem;padding-top:1.5rem;border-top:1px solid var(--line)}
main>section{margin-bottom:3rem}
.contents{font-size:.86rem;line-height:1.45;padding:.9rem 1.1rem;margin-bottom:2rem}
.contents{background:var(--raised);border-radius:6px}
.contents summary{font-weight:600;cursor:pointer}
.contents ul{list-style:none;margin:.3rem 0 .9rem;padding:0}
.contents li{margin:.28rem 0}
.contents p{margin:.8rem 0 .2rem;font-weight:600}
.contents a{color:inherit;text-decoration:none}
.contents a:hover{text-decoration:underline}
.part{display:grid;grid-template-columns:minmax(0,1fr);gap:.2rem 2rem}
.part{padding:.9rem 0;border-top:1px solid var(--line)}
.part:first-of-type{border-top:0;padding-top:0}
.part h3{font-size:1.02rem}
.part ul{margin:0;padding:0;list-style:none}
.part p{margin:0}
.part li{margin:0 0 .5rem;max-width:66ch;overflow-wrap:break-word}
.cites{font-size:.72rem;color:var(--quiet)}
.cites a{color:inherit}
.hide{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.legend{font-size:.82rem;max-width:40rem}
.promise,:where(.n,.n p){--c:var(--promise)}
.never{--c:var(--never)}
.choice{--c:var(--choice)}
.still{--c:var(--quiet)}
.silent{--c:var(--silent)}
.key{white-space:nowrap;margin-right:.7em;color:var(--c)}
.key::before,.n b::before{content:"\25CF\A0"}
.key.never::before,.never>b::before{content:"\2715\A0"}
.key.choice::before,.choice>b::before{content:"\25C7\A0"}
.key.still::before,.still>b::before{content:"\2013\A0"}
.silent>b::before{content:"?\A0"}
.text{max-width:66ch;hyphens:auto;overflow-wrap:break-word}
.text h3{font-size:1.5rem;margin:.5rem 0 1.4rem}
.text h4{font-size:1.25rem;margin:2.6rem 0 .8rem}
.text h5{font-size:1.08rem;margin:2rem 0 .6rem}
.text h6{font-size:1rem;font-style:italic;margin:1.5rem 0 .5rem}
.text ul,.text ol{margin:0 0 1rem;padding-left:1.4rem}
.text li{margin:0 0 .45rem}
.p{margin:0 0 1rem}
.lines{list-style:none}
.no{font-size:.62rem;vertical-align:.45em;text-decoration:none;color:var(--quiet);padding:0 .15em;margin-left:.1em}
.text span:target{background:color-mix(in srgb,var(--accent) 16%,transparent);border-radius:3px}
.n,.no{font-family:var(--sans);font-variant-numeric:tabular-nums}
.n{font-size:.78rem;line-height:1.42;hyphens:manual}
.n p{margin:0 0 .45rem}
.n p:last-child{margin:0}
.n b{font-weight:600;color:var(--c)}
.n i{display:none}
footer{padding-top:1.2rem;padding-bottom:3rem;font-size:.82rem}
footer p{max-width:66ch;border-top:1px solid var(--line);padding-top:1rem}
@media screen and (max-width:899.98px){
.n{display:inline}
.n>summary{display:inline-block;list-style:none;cursor:pointer;color:var(--c);white-space:nowrap}
.n>summary{font-size:.72rem;line-height:1.35;padding:.14em .6em;margin:.1em .25em;border:1px solid;border-radius:1em}
.n>summary{border-color:color-mix(in srgb,var(--c) 45%,transparent)}
.n>summary::-webkit-details-marker{display:none}
.n>summary::after{content:"\A0\25BE"}
.n[open]>summary::after{content:"\A0\25B4"}
.n[open] p{border-left:2px solid var(--c);padding:.1rem 0 .1rem .7rem;margin:.45rem 0}
}
@media print,screen and (min-width:900px){
.text{--m:clamp(12.5rem,calc(96vw - 66ch - 5.5rem),22rem);--g:3rem}
.n{float:right;clear:right;position:relative}
.n{width:var(--m);margin:.2rem calc(-1*(var(--m) + var(--g))) .7rem 0}
.n::details-content{content-visibility:visible;display:block;height:auto}
@supports selector(::details-content){.n>summary{display:none}}
.n i{display:block;position:absolute;right:100%;margin-right:.5rem;width:1.2rem;padding-top:.12rem}
.n i{text-align:right;font-style:normal;font-size:.62rem;color:var(--quiet)}
.n::before{content:"";position:absolute;top:.66em;right:calc(100% + 1.75rem);width:calc(var(--g) - 2rem)}
.n::before{border-top:1px solid var(--quiet);opacity:.55}
.text h3,.text h4,.text h5,.text h6{clear:both}
.p{display:flow-root}
.text li{display:flow-root list-item}
.part{grid-template-columns:9rem minmax(0,1fr)}
}
@media screen and (min-width:1240px){
.frame{display:grid;grid-template-columns:12.5rem minmax(0,1fr);gap:0 3.5rem}
.mast,.frame,footer{max-width:92rem}
.mast,footer{padding-left:calc(16rem + clamp(1rem,4vw,3rem))}
.contents{position:sticky;top:1.5rem;align-self:start;max-height:calc(100vh - 3rem);overflow:auto}
.contents{background:none;padding:0}
.text{--m:clamp(14rem,calc(96vw - 66ch - 24rem),24rem)}
}
@media print{
@page{margin:16mm 14mm}
.contents,.legend{display:none}
.mast,.frame,footer{padding:0;max-width:none}
.text{--m:5.2cm;--g:.9cm;max-width:11.6cm}
.n{font-size:7pt}
.n::before{display:none}
.n i{margin-right:.2rem}
h2,h3,h4,h5,h6{break-after:avoid}
.n,.part{break-inside:avoid}
#full{break-before:page}
}
"""
